"""Results as files: tables, workbook, pictures, and the votes where they were declared public."""
