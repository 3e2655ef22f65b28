//! Dates as articles and tables give them: a day, a month or a year.

/// A day, or a whole month or year: its first and last day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Date {
    first: Day,
    last: Day,
}

/// Year, month and day as one number that sorts by time: 20250609.
type Day = u32;

impl Date {
    /// Reads `YYYY`, `YYYY-MM` or `YYYY-MM-DD`; none where it is anything else, or no date of the calendar.
    pub(crate) fn parse(text: &str) -> Option<Date> {
        let fields: Vec<&str> = text.split('-').collect();
        let year = number(fields.first()?, 4)?;
        let month = |field| number(field, 2).filter(|month| (1..=12).contains(month));
        let (first, last) = match fields[..] {
            [_] => ((1, 1), (12, 31)),
            [_, field] => {
                let month = month(field)?;
                ((month, 1), (month, days(year, month)))
            }
            [_, field, day] => {
                let month = month(field)?;
                let day = number(day, 2).filter(|day| (1..=days(year, month)).contains(day))?;
                ((month, day), (month, day))
            }
            _ => return None,
        };
        let day = |(month, day): (u32, u32)| year * 10_000 + month * 100 + day;
        Some(Date { first: day(first), last: day(last) })
    }

    /// Reads what stands for the day of an article: a date, behind which a time of day can follow (`2025-06-09T18:30:00Z`).
    pub(crate) fn of_article(text: &str) -> Option<Date> {
        let text = text.trim();
        Date::parse(text).or_else(|| {
            let (date, time) = text.split_at_checked(10)?;
            let follows = time.strip_prefix(['T', 't', ' '])?;
            follows.starts_with(|c: char| c.is_ascii_digit()).then(|| Date::parse(date))?
        })
    }
}

/// A number of just so many digits.
fn number(field: &str, digits: usize) -> Option<u32> {
    (field.len() == digits && field.bytes().all(|b| b.is_ascii_digit())).then(|| field.parse().ok())?
}

fn days(year: u32, month: u32) -> u32 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// From a date to another, both within; open where none is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Period {
    pub(crate) from: Option<Date>,
    pub(crate) to: Option<Date>,
}

impl Period {
    /// Whether it ends before it begins.
    pub(crate) fn is_reversed(&self) -> bool {
        matches!((self.from, self.to), (Some(from), Some(to)) if to.last < from.first)
    }

    /// Whether a day of `date` lies in it; without a date every period counts.
    pub(crate) fn holds(&self, date: Option<Date>) -> bool {
        date.is_none_or(|date| {
            self.from.is_none_or(|from| from.first <= date.last) && self.to.is_none_or(|to| date.first <= to.last)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn dates_are_days_months_or_years() {
        let date = |first, last| Some(Date { first, last });
        assert_eq!(Date::parse("2012"), date(20_120_101, 20_121_231));
        assert_eq!(Date::parse("2012-02"), date(20_120_201, 20_120_229));
        assert_eq!(Date::parse("2012-02-29"), date(20_120_229, 20_120_229));
        for wrong in ["", "12", "2012-", "2012-2", "2012-13", "2012-00", "2013-02-29", "2012-04-31", "2012-04-00", "June 9, 2025"]
        {
            assert_eq!(Date::parse(wrong), None, "{wrong}");
        }
        for wrong in ["2012-04-01-01", "2012/04/01", "-2012", "+2012-04-01", "20120401", "２０１２", "2012-04-0é"] {
            assert_eq!(Date::parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn an_article_can_have_a_time_of_day() {
        for text in ["2025-06-09", " 2025-06-09 ", "2025-06-09T18:30:00Z", "2025-06-09 18:30"] {
            assert_eq!(Date::of_article(text), Date::parse("2025-06-09"), "{text}");
        }
        for text in ["2025-06-09T", "2025-06-09 or so", "2025-06T18:30", "2025-06-0é T1", "9 June 2025"] {
            assert_eq!(Date::of_article(text), None, "{text}");
        }
    }

    #[test]
    fn a_period_holds_its_ends() {
        let period = |from: &str, to: &str| Period { from: Date::parse(from), to: Date::parse(to) };
        let term = period("2010-05-11", "2016-07");
        for (date, held) in [
            ("2010-05-10", false),
            ("2010-05-11", true),
            ("2010", true),
            ("2016-07-31", true),
            ("2016-08", false),
            ("2009", false),
        ] {
            assert_eq!(term.holds(Date::parse(date)), held, "{date}");
        }
        assert!(term.holds(None) && period("", "").holds(Date::parse("1900")));
        assert!(period("2016", "2010").is_reversed() && !period("2016", "2016-02").is_reversed() && !term.is_reversed());
    }

    proptest! {
        /// Any text is read or refused, and a date that is read is one that counts in its own period.
        #[test]
        fn any_text_is_read_or_refused(text in "[0-9T: -]{0,12}|.{0,12}") {
            if let Some(date) = Date::of_article(&text) {
                let own = Period { from: Some(date), to: Some(date) };
                prop_assert!(date.first <= date.last && own.holds(Some(date)) && !own.is_reversed());
            }
        }
    }
}
