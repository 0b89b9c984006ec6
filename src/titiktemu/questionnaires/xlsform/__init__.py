"""XLSForm in and out: the workbook in which questionnaires for KoboToolbox and ODK are written."""
