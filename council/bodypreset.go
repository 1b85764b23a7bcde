package council

import "time"

// BodyPreset is a body as the regulation has it: a good start, after which
// every rule can be changed.
type BodyPreset string

// The presets: the executive committee (4.), the weekly extended operational
// meeting (11.2), the monthly extended one (11.8), a working body (12.).
const (
	CommitteePreset   BodyPreset = "committee"
	OperationalPreset BodyPreset = "operational"
	MonthlyPreset     BodyPreset = "monthly"
	WorkingPreset     BodyPreset = "working"
)

// BodyPresets are all presets, in the order they are offered.
func BodyPresets() []BodyPreset {
	return []BodyPreset{CommitteePreset, OperationalPreset, MonthlyPreset, WorkingPreset}
}

// Body is a new body of the preset that exists from the day; it has no name,
// venue or seats yet. An unknown preset is a working body.
func (p BodyPreset) Body(from Date) Body {
	switch p {
	case CommitteePreset:
		return committee(from)
	case OperationalPreset:
		b := conference(from)
		b.Cadence = Cadence{Kind: EveryWeek, Weekday: time.Friday, DayOff: SkipDayOff}
		b.Notice = NoticeRule{PreviousFriday: true}
		return b
	case MonthlyPreset:
		b := conference(from)
		b.Cadence = Cadence{Kind: NthWeekday, Weekday: time.Friday, Nth: -1, DayOff: BeforeDayOff}
		b.Notice = NoticeRule{PreviousFriday: true}
		return b
	}
	return working(from)
}

// committee: 4.2 Fridays, 4.15 answers a day ahead, 4.16 more than half of the
// total composition, 4.17 open, 4.39 remote members take part, 5.29 minutes
// within ten working days, 5.33 published. A seat is personal.
func committee(from Date) Body {
	return Body{
		Kind: Committee, Start: 10 * 60, From: from, Mode: InPerson,
		Cadence:      Cadence{Kind: EveryWeek, Weekday: time.Friday, DayOff: SkipDayOff},
		Quorum:       QuorumRule{Kind: MoreThanHalf},
		RemoteCounts: true, OpenToPublic: true,
		AnswerAhead: 24 * time.Hour, Reminders: []time.Duration{24 * time.Hour, time.Hour},
		MinutesDays: 10, Publish: true,
	}
}

// conference: 11.2 at 16:30, 11.5 recorded by the organiser, 11.7 a deputy may
// come; it decides nothing by vote and has no quorum.
func conference(from Date) Body {
	return Body{
		Kind: Conference, Start: 16*60 + 30, From: from, Mode: InPerson,
		Quorum:      QuorumRule{Kind: NoQuorum},
		DeputiesMay: true, RemoteCounts: true, RecordedByOrganiser: true,
		AnswerAhead: 24 * time.Hour, Reminders: []time.Duration{24 * time.Hour, time.Hour},
	}
}

// working: 12.4 as needed, 12.8 recorded by its secretary, 12.9 more than half
// of its members.
func working(from Date) Body {
	return Body{
		Kind: Working, Start: 10 * 60, From: from, Mode: InPerson,
		Cadence:      Cadence{Kind: NoCadence},
		Quorum:       QuorumRule{Kind: MoreThanHalf, OfAppointed: true},
		RemoteCounts: true,
		AnswerAhead:  24 * time.Hour, Reminders: []time.Duration{24 * time.Hour, time.Hour},
	}
}
