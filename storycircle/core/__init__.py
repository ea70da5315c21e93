"""What a circle is: pure Python, no input or output; everything the method says."""
