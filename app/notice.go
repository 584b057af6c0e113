package app

import "rapport/app/calendar"

// NoticeBy is the last day on which notice ends the agreement when it is to end; 0 without an end or a period of notice.
func (a Agreement) NoticeBy() calendar.Day {
	if a.To == 0 || a.Notice.IsZero() {
		return 0
	}
	return a.Notice.Times(a.To+1, -1) - 1
}

// NoticeWords say how the agreement ends: "notice of 3 months, by 30 Sep 2026"; empty where nothing is agreed.
func (a Agreement) NoticeWords() string {
	if a.Notice.IsZero() {
		return ""
	}
	words := "notice of " + a.Notice.Count()
	if by := a.NoticeBy(); by != 0 {
		words += ", by " + by.Label()
	}
	return words
}
