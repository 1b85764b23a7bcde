package main

import "sereda/browsertest"

// desk and dark are a desktop's screen, hand a phone's.
var (
	desk = browsertest.Screen{Width: 1440, Height: 860}
	dark = browsertest.Screen{Width: 1440, Height: 860, Dark: true}
	hand = browsertest.Screen{Width: 390, Height: 780, Scale: 1.5}
)

const (
	secretary = browsertest.Chat(7000005)
	head      = browsertest.Chat(7000033)
	organiser = browsertest.Chat(7000073)
	finance   = browsertest.Chat(7000007) // moves an event
)

type picture struct {
	name   string
	screen browsertest.Screen
	// steps lead there from the picture before.
	steps []browsertest.Step
}

var pictures = []picture{
	{"plan", desk, []browsertest.Step{
		browsertest.Story("2026-11-25T11:00:00+02:00"),
		head.Press("Заповнити план"), head.Press("Вставити списком"), head.Sees("Надішліть список"),
		head.Write("01.12 10.00 Нарада з охорони праці | каб. 205 | Ніколайчук Г.П.\n03.12 о 14 год. Семінар для роботодавців | Зелена зала"),
		head.Sees("Семінар для роботодавців"), head.Press("До плану"), head.Sees("Ще не подано"),
		secretary.Write("/missing"), secretary.Sees("Хто не подав"),
		quiet,
	}},
	{"plan-phone", hand, []browsertest.Step{browsertest.Click(`[data-strip="7000033"]`), quiet}},
	{"clock", desk, []browsertest.Step{
		head.Press("Подати план"), head.Sees("План подано"),
		browsertest.Click("[data-jump=next]"), browsertest.Wait("document.querySelector('[data-clock=full]').innerText === '12:00'"),
		secretary.Sees("Не подали"), quiet,
	}},
	{"doubt", hand, []browsertest.Step{
		browsertest.Click(`[data-strip="7000033"]`),
		head.Write("/plan"), head.Sees("Подано"), head.Press("Змінити план"), head.Sees("чернетка змін"),
		head.Press("Вставити списком"), head.Sees("Надішліть список"),
		head.Write("четвер, 02.12 9.00 Перевірка підприємств | каб. 205 | Ніколайчук Г.П."),
		head.Sees("1 запитання до прочитаного"), quiet,
	}},
	{"doubt-settled", hand, []browsertest.Step{head.Press("четвер, 3 грудня"), head.Sees("четвер, 3 грудня"), quiet}},
	{"digest", desk, []browsertest.Step{
		browsertest.Tell("digest", "2026-11-26T15:00:00+02:00"),
		secretary.Shows("Заступник міського голови"), secretary.Write("/week"), secretary.Sees("Зведений план"), quiet,
	}},
	{"digest-dark", dark, []browsertest.Step{quiet}},
	{"board", desk, []browsertest.Step{
		secretary.Write("/board"), secretary.Sees("Яке засідання?"), secretary.Press("27.11"), secretary.Sees("Кворум буде"), quiet,
	}},
	{"roll", desk, []browsertest.Step{
		browsertest.Tell("meeting", "2026-11-27T10:05:00+02:00"), secretary.Sees("Облік присутніх"), quiet,
	}},
	{"roll-phone", hand, []browsertest.Step{browsertest.Click(`[data-strip="7000005"]`), quiet}},
	{"forming", desk, []browsertest.Step{
		browsertest.Tell("clash", "2026-11-26T15:10:00+02:00"), organiser.Write("/week"), organiser.Sees("Зведений план"),
		organiser.Press("За підрозділами"), organiser.Press("Департамент фінансів"), organiser.Press("Заходи по одному"),
		organiser.Press("Навчальний практикум"), organiser.Sees("Навчальний практикум"), quiet,
	}},
	{"change", desk, []browsertest.Step{
		browsertest.Tell("agreed", "2026-11-26T16:30:00+02:00"), finance.Press("Ознайомлено"),
		finance.Write("/start"), browsertest.Wait(newest), finance.Press("Зміни до плану"), finance.Press("30 листопада"), finance.Press("Зустріч з авторами"),
		finance.Press("Змінити"), finance.Press("День"), finance.Press("чт 03.12"), finance.Press("Надіслати організатору"),
		organiser.Sees("просить змінити план"), quiet,
	}},
	{"told", desk, []browsertest.Step{
		organiser.Write("/week"), organiser.Sees("Зведений план"), organiser.Press("Кому надіслано"), organiser.Press("План, редакція № 1"),
		organiser.Sees("Кому надіслано: план, редакція № 1"), quiet,
	}},
	{"calendar", hand, []browsertest.Step{
		browsertest.Click(`[data-strip="7000007"]`), finance.Write("/calendar"), finance.Sees("Календар"), quiet,
	}},
}

// newest tells that the changes can be asked for from the newest screen.
const newest = `eyes.messages(7000007).at(-1).innerText.includes('Зміни до плану')`

// quiet waits until nothing passing is on the page.
var quiet = browsertest.Wait("!document.querySelector('[data-toast], [aria-busy], .typing:not([hidden]), li.open .badge:not([hidden])')")
