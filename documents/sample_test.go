package documents_test

import (
	"fmt"
	"testing"
	"time"

	"sereda/council"
	"sereda/documents"
	"sereda/locales"
)

func writer(t *testing.T) documents.Writer {
	t.Helper()
	texts, err := locales.Load()
	if err != nil {
		t.Fatal(err)
	}
	return documents.Writer{Texts: texts}
}

func clock(h, m int) *council.TimeOfDay {
	t := council.TimeOfDay(h*60 + m)
	return &t
}

func seat(id int64, kind council.SeatKind, title, surname, given, patronymic, position string) council.SeatHolder {
	return council.SeatHolder{
		Seat:   council.Seat{ID: id, Kind: kind, PersonID: id, Title: title, Votes: kind != council.InvitedSeat && kind != council.DeputySecretarySeat},
		Person: council.Person{ID: id, Surname: surname, Given: given, Patronymic: patronymic, Position: position},
	}
}

// committee is a sitting of an executive committee of nine, closed: six came,
// one of them remotely and one late.
func committee() council.Proceedings {
	seats := []council.SeatHolder{
		seat(1, council.ChairSeat, "Міський голова", "Верес", "Марія", "Степанівна", ""),
		seat(2, council.SecretarySeat, "Секретар виконавчого комітету", "Осика", "Ганна", "Львівна", ""),
		seat(3, council.MemberSeat, "Секретар міської ради", "Бук", "Орест", "Іванович", ""),
		seat(4, council.MemberSeat, "", "Гук", "Ніна", "Юріївна", "староста Липівського старостинського округу"),
		seat(5, council.MemberSeat, "", "Ґудзь", "Єва", "Іллівна", "директорка КП «Водоканал»"),
		seat(6, council.MemberSeat, "", "Єрмак", "Їжак", "Якович", ""),
		seat(7, council.MemberSeat, "", "Жук", "Андрій", "Петрович", "начальник фінансового управління"),
		seat(8, council.MemberSeat, "", "Лис", "Ігор", "Олегович", "лікар"),
		seat(9, council.InvitedSeat, "", "Сом", "Олег", "Ігорович", "начальник юридичного відділу"),
	}
	line := func(id int64, p council.Presence) council.Attendance {
		return council.Attendance{PersonID: id, Presence: p}
	}
	late := line(4, council.PresentHere)
	late.Arrived = clock(10, 25)
	left := line(5, council.PresentHere)
	left.Left = clock(11, 40)
	ill := line(7, council.Excused)
	ill.Reason = council.OnLeave
	words := line(8, council.Excused)
	words.Reason, words.Words = council.OtherReason, "Термінова операція в обласній лікарні"
	return council.Proceedings{
		Council: "Липівська міська рада",
		Body: council.Body{Name: "Виконавчий комітет", Kind: council.Committee, Quorum: council.QuorumRule{Kind: council.MoreThanHalf},
			RemoteCounts: true, ShowReasons: true, OpenToPublic: true,
			Signatories: []string{"Міський голова", "Секретар виконавчого комітету"}},
		Meeting: council.Meeting{Day: council.NewDate(2026, 11, 27), Start: 600, Venue: "сесійна зала, вул. Ґонти, 1", Mode: council.InPerson,
			State: council.Closed, OpenToPublic: true, Regular: true, Number: 12},
		Total: 9, Seats: seats,
		Attendance: []council.Attendance{line(1, council.PresentHere), line(2, council.PresentHere), line(3, council.PresentRemote),
			late, left, line(6, council.AbsentHere), ill, words, line(9, council.PresentHere)},
		Guests: []council.Guest{{Name: "Рак Софія Богданівна, головний лікар"}, {Name: "Хмара Василь Іванович", Advisory: true}},
		Agenda: []council.AgendaItem{
			{ID: 1, Position: 1, Title: "Про внесення змін до бюджету Липівської міської територіальної громади на 2026 рік", Speaker: "Андрій ЖУК"},
			{ID: 2, Position: 2, Title: "Про підготовку об’єктів житлово-комунального господарства до роботи в осінньо-зимовий період.", Speaker: "Єва ҐУДЗЬ"},
			{ID: 3, Position: 3, Title: "Різне"},
		},
		ChairedBy: seats[0].Person, Recorder: seats[1].Person,
		WrittenAt: time.Date(2026, 11, 27, 12, 0, 0, 0, time.UTC),
	}
}

// remote is the same sitting held remotely.
func remote() council.Proceedings {
	p := committee()
	p.Meeting.Mode, p.Meeting.Venue, p.Meeting.Regular, p.Meeting.Ground = council.Remotely, "", false, "введення надзвичайного стану"
	for i := range p.Attendance {
		if p.Attendance[i].Presence == council.PresentHere {
			p.Attendance[i].Presence = council.PresentRemote
		}
	}
	return p
}

// crowd is a нарада of so many invited to sign by hand, with the names that
// people really have and some that they do not.
func crowd(n int) council.Proceedings {
	p := committee()
	p.Body = council.Body{Name: "Розширена оперативна нарада", Kind: council.Conference, DeputiesMay: true}
	p.Seats, p.Attendance, p.Guests, p.Agenda = nil, nil, nil, nil
	for i := range n {
		name := fmt.Sprintf("Прізвище-Подвійне%d", i+1)
		if i%7 == 3 {
			name = "Надзвичайнодовгепрізвищебезжодногодефісущонеміститьсявколонку"
		}
		p.Seats = append(p.Seats, seat(int64(i+1), council.MemberSeat, "", name, "Олександра-Вікторія", "Всеволодівна",
			"начальниця відділу забезпечення діяльності центру надання адміністративних послуг"))
	}
	p.Total, p.ChairedBy, p.Meeting.Number = n, council.Person{}, 0
	return p
}
