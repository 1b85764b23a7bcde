package main

import (
	"time"

	"sereda/council"
)

// planned is an event of the invented week.
type planned struct {
	day         int
	from, to    string
	title       string
	venue       string
	responsible string
	leaders     []int64
	cityWide    bool
}

var events = []planned{
	{0, "09:00", "", "Апаратна нарада при міському голові", "зала засідань, каб. 12", "Осика Г.Л.", []int64{1, 2, 3}, false},
	{0, "11:00", "", "Нарада щодо проходження опалювального сезону та підготовки об’єктів житлово-комунального господарства до роботи в умовах низьких температур", "каб. 21", "Жук А.П.", []int64{2}, false},
	{0, "15:00", "16:30", "Засідання комісії з питань захисту прав дитини", "каб. 8, вул. Ґонти, 1", "Служба у справах дітей", nil, false},
	{1, "10:00", "", "Урочистості до Дня працівників місцевого самоврядування", "міський Палац культури, м. Липів", "Відділ культури і туризму", []int64{1, 2, 3}, true},
	{1, "14:00", "16:00", "Особистий прийом громадян", "каб. 1", "Відділ звернень громадян", []int64{1}, false},
	{2, "10:00", "", "Засідання постійної комісії з питань бюджету, фінансів та соціально-економічного розвитку", "мала зала", "Бук О.І.", []int64{3}, false},
	{2, "13:30", "", "Робоча поїздка до Липівського старостинського округу", "с. Малі Липи", "Гук Н.Ю.", []int64{2}, false},
	{3, "09:00", "", "Чергове засідання виконавчого комітету", "сесійна зала", "Осика Г.Л.", []int64{1, 2, 3}, true},
	{3, "16:00", "", "Онлайн-зустріч із представниками міста-партнера", "каб. 5", "Відділ міжнародної співпраці", []int64{3}, false},
	{4, "11:00", "", "Покладання квітів до пам’ятника захисникам України", "площа Соборна", "Відділ культури і туризму", []int64{1, 3}, true},
	{4, "15:00", "", "Підсумкова нарада з керівниками комунальних підприємств", "зала засідань, каб. 12", "Жук А.П.", []int64{2}, false},
	{5, "", "", "Міський турнір із шахів серед школярів", "ДЮСШ № 1", "Управління молоді та спорту", nil, false},
}

// week is an agreed plan.
func week() council.Revision {
	w := council.Week{Monday: council.NewDate(2026, time.November, 30)}
	r := council.Revision{
		Week: w, Number: 1, AgreedAt: time.Date(2026, time.November, 26, 14, 30, 0, 0, time.UTC),
		AgreedBy: council.Signatory{Name: "Орест БУК", Position: "Секретар міської ради"},
		Leaders: []council.Leader{{PostID: 1, Title: "Міський голова", Holder: "Верес Марія Степанівна"},
			{PostID: 2, Title: "Перший заступник міського голови", Holder: "Лис Ігор Олегович"},
			{PostID: 3, Title: "Секретар міської ради", Holder: "Бук Орест Іванович"}},
	}
	for i, e := range events {
		entry := council.Entry{ID: int64(i + 1), From: w.Day(e.day), To: w.Day(e.day), Kind: council.Timed, Hours: hours(e.from, e.to),
			Title: e.title, Venue: e.venue, Responsible: e.responsible, Leaders: e.leaders, Visibility: council.StaffOnly}
		if e.from == "" {
			entry.Kind = council.AllDay
		}
		r.Entries = append(r.Entries, council.RevisionEntry{Entry: entry, CityWide: e.cityWide})
	}
	for i, e := range []council.Entry{
		{Title: "Тиждень права в закладах освіти", Kind: council.DuringWeek, From: w.Monday, To: w.Sunday(), Responsible: "Управління освіти"},
		{Title: "Зустріч із родинами захисників", Kind: council.ToBeAnnounced, Responsible: "Управління соціального захисту", Leaders: []int64{1}},
	} {
		e.ID, e.Visibility = int64(len(events)+i+1), council.StaffOnly
		r.Entries = append(r.Entries, council.RevisionEntry{Entry: e})
	}
	return r
}

func hours(from, to string) council.Hours {
	var h council.Hours
	if t, err := council.ParseTimeOfDay(from); err == nil {
		h.Start = &t
	}
	if t, err := council.ParseTimeOfDay(to); err == nil {
		h.End = &t
	}
	return h
}
