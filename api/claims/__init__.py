"""Claims in and out (理赔案件的读入与写出): JSON forms, tables, many at once."""
