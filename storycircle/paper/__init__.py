"""What is printed or saved as a document: sheets and reports."""
