package main

import (
	"time"

	"sereda/council"
)

// member is one of the invented committee and what the record says of them.
type member struct {
	kind                       council.SeatKind
	surname, given, patronymic string
	position                   string
	presence                   council.Presence
	reason                     council.AbsenceReason
	arrived, left              string
}

var members = []member{
	{council.ChairSeat, "Верес", "Марія", "Степанівна", "міський голова", council.PresentHere, "", "", ""},
	{council.SecretarySeat, "Осика", "Ганна", "Львівна", "секретар виконавчого комітету", council.PresentHere, "", "", ""},
	{council.MemberSeat, "Бук", "Орест", "Іванович", "секретар міської ради", council.PresentRemote, "", "", ""},
	{council.MemberSeat, "Гук", "Ніна", "Юріївна", "староста Липівського старостинського округу", council.PresentHere, "", "10:25", ""},
	{council.MemberSeat, "Ґудзь", "Єва", "Іллівна", "директорка КП «Водоканал»", council.PresentHere, "", "", "11:40"},
	{council.MemberSeat, "Єрмак", "Яків", "Якович", "підприємець", council.AbsentHere, "", "", ""},
	{council.MemberSeat, "Жук", "Андрій", "Петрович", "начальник фінансового управління", council.Excused, council.OnLeave, "", ""},
	{council.MemberSeat, "Лис", "Ігор", "Олегович", "лікар", council.PresentHere, "", "", ""},
	{council.InvitedSeat, "Сом", "Олег", "Ігорович", "начальник юридичного відділу", council.PresentHere, "", "", ""},
}

// sitting is a committee's, closed.
func sitting() council.Proceedings {
	p := council.Proceedings{
		Council: "Липівська міська рада",
		Body: council.Body{Name: "Виконавчий комітет", Kind: council.Committee, Quorum: council.QuorumRule{Kind: council.MoreThanHalf},
			RemoteCounts: true, ShowReasons: true, OpenToPublic: true, Signatories: []string{"Міський голова", "Секретар виконавчого комітету"}},
		Meeting: council.Meeting{Day: council.NewDate(2026, time.November, 27), Start: 10 * 60, Venue: "сесійна зала, вул. Ґонти, 1",
			Mode: council.Mixed, State: council.Closed, OpenToPublic: true, Regular: true, Number: 12},
		Total:  9,
		Guests: []council.Guest{{Name: "Рак Софія Богданівна, головна лікарка"}},
		Agenda: []council.AgendaItem{
			{ID: 1, Position: 1, Title: "Про внесення змін до бюджету Липівської міської територіальної громади на 2026 рік", Speaker: "Андрій ЖУК"},
			{ID: 2, Position: 2, Title: "Про підготовку об’єктів житлово-комунального господарства до зими", Speaker: "Єва ҐУДЗЬ"},
			{ID: 3, Position: 3, Title: "Різне"},
		},
		WrittenAt: time.Date(2026, time.November, 27, 12, 0, 0, 0, time.UTC),
	}
	for i, m := range members {
		id := int64(i + 1)
		p.Seats = append(p.Seats, council.SeatHolder{
			Seat:   council.Seat{ID: id, Kind: m.kind, PersonID: id, Votes: m.kind != council.InvitedSeat},
			Person: council.Person{ID: id, Surname: m.surname, Given: m.given, Patronymic: m.patronymic, Position: m.position}})
		h := hours(m.arrived, m.left)
		p.Attendance = append(p.Attendance, council.Attendance{PersonID: id, Presence: m.presence, Reason: m.reason, Arrived: h.Start, Left: h.End})
	}
	p.ChairedBy, p.Recorder = p.Seats[0].Person, p.Seats[1].Person
	return p
}
