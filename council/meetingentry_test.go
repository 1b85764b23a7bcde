package council_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"sereda/council"
)

func TestAMeetingIsOneEntryOfItsWeek(t *testing.T) {
	t.Parallel()
	body := council.Body{ID: 3, Name: "Виконком"}
	meeting := func(id int64, day int, start council.TimeOfDay, change func(*council.Meeting)) council.BodyMeeting {
		m := council.Meeting{ID: id, BodyID: 3, State: council.Planned, Day: plannedWeek.Monday.AddDays(day), Start: start,
			Venue: "зал засідань", Mode: council.InPerson, OpenToPublic: true}
		change(&m)
		return council.BodyMeeting{Meeting: m, Body: body, Leaders: []int64{7}}
	}
	as := func(*council.Meeting) {}
	mayor := council.Leader{PostID: 7, Title: "Міський голова"}
	standings := []council.Standing{{Unit: council.Unit{ID: 1, Name: "Культура"}}}
	c := council.Consolidate(plannedWeek, standings, council.Gather(plannedWeek, standings,
		[]council.Submission{{UnitID: 1, State: council.Submitted, Entries: []council.Entry{
			entry(t, "пт 09:00", "раніше"), entry(t, "пт 10:30", "водночас", func(e *council.Entry) { e.Leaders = []int64{7} }),
		}}},
		meeting(1, 4, 10*60, as),
		meeting(2, 2, 10*60, func(m *council.Meeting) { m.State = council.Cancelled }),
		meeting(3, 7, 10*60, as),
		meeting(4, 1, 0, func(m *council.Meeting) { m.Mode, m.OpenToPublic = council.Remotely, false }),
	), dueAt, []council.Leader{mayor})
	want := []string{
		"2026-12-01: Виконком (Виконком)",
		"2026-12-04: раніше (Культура)",
		"2026-12-04: Виконком (Виконком)",
		"2026-12-04: водночас (Культура)",
	}
	if diff := cmp.Diff(want, sketch(c)); diff != "" {
		t.Error(diff)
	}
	remote := c.Days[1][0]
	if remote.MeetingID != 4 || remote.Visibility != council.StaffOnly || remote.Venue != "" {
		t.Errorf("the closed remote meeting: %+v", remote)
	}
	if len(c.Clashes) != 1 || c.Clashes[0].Kind != council.LeaderTwice {
		t.Errorf("the mayor is elsewhere during the meeting: %+v", c.Clashes)
	}
}

func TestLeadersAmongTheMembers(t *testing.T) {
	t.Parallel()
	leaders := []council.Leader{{PostID: 1, HolderID: 10}, {PostID: 2}, {PostID: 3, HolderID: 30}}
	if diff := cmp.Diff([]int64{1, 3}, council.LeadersAmong(leaders, []int64{30, 0, 10, 40})); diff != "" {
		t.Error(diff)
	}
}

func TestPresetsFollowTheRegulation(t *testing.T) {
	t.Parallel()
	from := council.NewDate(2026, 1, 1)
	usual := []time.Duration{24 * time.Hour, time.Hour}
	friday := council.Cadence{Kind: council.EveryWeek, Weekday: time.Friday, DayOff: council.SkipDayOff}
	want := map[council.BodyPreset]council.Body{
		// 4.2, 4.15, 4.16, 4.17, 4.39, 5.29, 5.33
		council.CommitteePreset: {Kind: council.Committee, Mode: council.InPerson, Start: 10 * 60, Cadence: friday, Quorum: council.QuorumRule{Kind: council.MoreThanHalf},
			RemoteCounts: true, OpenToPublic: true, AnswerAhead: 24 * time.Hour, Reminders: usual, MinutesDays: 10, Publish: true, From: from},
		// 11.2, 11.3, 11.5, 11.7
		council.OperationalPreset: {Kind: council.Conference, Mode: council.InPerson, Start: 16*60 + 30, Cadence: friday, Quorum: council.QuorumRule{Kind: council.NoQuorum},
			DeputiesMay: true, RemoteCounts: true, RecordedByOrganiser: true, AnswerAhead: 24 * time.Hour, Reminders: usual,
			Notice: council.NoticeRule{PreviousFriday: true}, From: from},
		// 11.8
		council.MonthlyPreset: {Kind: council.Conference, Mode: council.InPerson, Start: 16*60 + 30, Quorum: council.QuorumRule{Kind: council.NoQuorum},
			Cadence:     council.Cadence{Kind: council.NthWeekday, Weekday: time.Friday, Nth: -1, DayOff: council.BeforeDayOff},
			DeputiesMay: true, RemoteCounts: true, RecordedByOrganiser: true, AnswerAhead: 24 * time.Hour, Reminders: usual,
			Notice: council.NoticeRule{PreviousFriday: true}, From: from},
		// 12.4, 12.8, 12.9
		council.WorkingPreset: {Kind: council.Working, Mode: council.InPerson, Start: 10 * 60, Cadence: council.Cadence{Kind: council.NoCadence},
			Quorum: council.QuorumRule{Kind: council.MoreThanHalf, OfAppointed: true}, RemoteCounts: true,
			AnswerAhead: 24 * time.Hour, Reminders: usual, From: from},
	}
	got := map[council.BodyPreset]council.Body{}
	for _, p := range council.BodyPresets() {
		got[p] = p.Body(from)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}
