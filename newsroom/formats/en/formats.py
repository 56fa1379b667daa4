"""How days and times are written in English: at the desk, and for readers."""

# Where no template says it otherwise, and at the desk
DATE_FORMAT = "j M Y"
TIME_FORMAT = "H:i"
DATETIME_FORMAT = "j M Y, H:i"
SHORT_DATE_FORMAT = "j M Y"
SHORT_DATETIME_FORMAT = "j M Y, H:i"
FIRST_DAY_OF_WEEK = 1

# For readers
DAY_FORMAT = "j F Y"
WEEKDAY_FORMAT = "l, j F Y"
MONTH_FORMAT = "F Y"
MOMENT_FORMAT = "j F Y, H:i"
SECOND_FORMAT = "j F Y, H:i:s"
