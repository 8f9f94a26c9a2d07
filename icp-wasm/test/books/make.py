# Workbooks as openpyxl writes them, for the tests of the studio (`python make.py FOLDER`): numbers, days, times, truths, errors, texts that look like
# numbers, merged cells, blank rows, a hidden sheet, a formula without a value, rich spacing, and the calendar of 1904.
import datetime as dt
from openpyxl import Workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904
import sys

def fill(sheet, rows):
    for row in rows:
        sheet.append(row)

HEADER = ["company", "employees", "founded", "hiring", "country", "revenue", "tools", "code"]
def rows(first):
    out = [HEADER]
    for at in range(60):
        out.append([
            f"Firm {at} & Söhne <{at}>",
            [None, 12, 1050, "499", 3.5, "about 40", "#N/A"][at % 7],
            [dt.date(2016, 1, 12), dt.datetime(2007, 3, 30, 18, 30), "2019-05-01", None, dt.time(8, 15)][at % 5],
            [True, False, None, "yes", 1][at % 5],
            ["DE", " US ", "FR", None, "#REF!"][at % 5],
            [1234.5, 2_000_000, 0.1 + 0.2, -7, 9007199254740993, "1,234.5"][at % 6],
            ["HubSpot;SAP", "crm", 5, None][at % 4],
            [10115, "01067", "#N/A", 2.50][at % 4],
        ])
        if at == 30:
            out.append([None] * 8)
    return out

book = Workbook()
sheet = book.active
sheet.title = "Accounts & more"
fill(sheet, rows(0))
sheet["B2"].number_format = '"m" 0'
sheet["F3"].number_format = '[$€-407] #,##0.00'
sheet["F4"].number_format = '[Red]0.00;[Blue]0.00'
sheet["B5"].number_format = '[h]:mm'
sheet.merge_cells("E12:E15")
other = book.create_sheet("Other")
fill(other, [HEADER, ["Only one", 700, dt.date(2001, 2, 3), True, "DE", 10, "SAP", "x"]])
hidden = book.create_sheet("Hidden", 0)
hidden.sheet_state = "hidden"
fill(hidden, [["nothing"], [1]])
book.active = 1
book.save(sys.argv[1] + "/usual.xlsx")

book = Workbook()
book.epoch = CALENDAR_MAC_1904
fill(book.active, rows(1))
book.save(sys.argv[1] + "/of-1904.xlsx")
