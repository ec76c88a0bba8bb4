"""The report of a trial, for a supervisor: PDF, web page and table for a spreadsheet, in English or Japanese."""
