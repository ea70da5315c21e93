"""What the report's Word document and workbook are made of."""
