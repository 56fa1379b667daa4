"""How days and times are written in Arabic, in the digits 0 to 9."""

TIME_FORMAT = "H:i"
FIRST_DAY_OF_WEEK = 6  # Saturday

DAY_FORMAT = "j F Y"
WEEKDAY_FORMAT = "l، j F Y"
MONTH_FORMAT = "F Y"
MOMENT_FORMAT = "j F Y، H:i"
SECOND_FORMAT = "j F Y، H:i:s"
