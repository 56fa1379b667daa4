"""How days and times are written in French."""

TIME_FORMAT = "H:i"
FIRST_DAY_OF_WEEK = 1

DAY_FORMAT = "j F Y"
WEEKDAY_FORMAT = "l j F Y"
MONTH_FORMAT = "F Y"
MOMENT_FORMAT = r"j F Y à H:i"
SECOND_FORMAT = r"j F Y à H:i:s"
