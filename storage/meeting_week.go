package storage

import (
	"context"

	"sereda/council"
)

// MeetingsOfWeek finds the week's meetings as its plan lists them: with their
// bodies and the leaders who sit in them that day, guests apart.
func (tx *Tx) MeetingsOfWeek(ctx context.Context, week council.Week, leaders []council.Leader) ([]council.BodyMeeting, error) {
	meetings, err := tx.MeetingsBetween(ctx, week.Monday, week.Sunday())
	if err != nil {
		return nil, err
	}
	found := make([]council.BodyMeeting, len(meetings))
	for i, m := range meetings {
		found[i].Meeting = m
		if found[i].Body, err = tx.BodyByID(ctx, m.BodyID); err != nil {
			return nil, err
		}
		seats, err := tx.SeatsOn(ctx, m.BodyID, m.Day)
		if err != nil {
			return nil, err
		}
		var members []int64
		for _, s := range seats {
			if s.Kind != council.InvitedSeat {
				members = append(members, s.Person.ID)
			}
		}
		found[i].Leaders = council.LeadersAmong(leaders, members)
	}
	return found, nil
}
