package council

import "time"

// QuietHours are the local hours in which nobody is disturbed, From inclusive,
// To exclusive; they may run over midnight. Equal ends are no quiet hours.
type QuietHours struct {
	From, To TimeOfDay
}

// Release is when something ready now may be sent: now, or the end of the
// quiet hours in which now lies.
func (q QuietHours) Release(now time.Time, zone *time.Location) time.Time {
	if q.From == q.To {
		return now
	}
	// The night in which now lies began today or yesterday. The ends are
	// compared as instants, so a clock change makes a night shorter or longer
	// and never brings it back.
	today := DateOf(now.In(zone))
	for _, evening := range []Date{today.AddDays(-1), today} {
		start, end := evening.At(q.From, zone), q.morning(evening).At(q.To, zone)
		if !now.Before(start) && now.Before(end) {
			return end
		}
	}
	return now
}

func (q QuietHours) morning(evening Date) Date {
	if q.To < q.From {
		return evening.AddDays(1)
	}
	return evening
}
