package browsertest

import "slices"

// byButtonsAndList: the secretary's list of the missing stands beside.
func byButtonsAndList() []Step {
	entry := func(day, time, title string) []Step {
		return []Step{
			labour.Press("Додати захід"), labour.Sees("Якого дня?"), labour.Press(day),
			labour.Sees("О котрій?"), labour.Write(time),
			labour.Sees("Як називається захід?"), labour.Write(title),
			labour.Sees("Де?"), labour.Write("каб. 205"),
			labour.Sees("Хто відповідальний?"), labour.Press("Пропустити"),
			labour.Sees("Хто з керівництва"), labour.Press("Готово"),
			labour.Sees("Додано до чернетки"), labour.Press("До плану"),
		}
	}
	return slices.Concat(
		[]Step{secretary.Press("Хто не подав"), secretary.Sees("Відділ з питань праці"), labour.Press("Заповнити план")},
		entry("вт 01.12", "10:00", "Нарада з охорони праці"),
		entry("ср 02.12", "11.30", "Перевірка підприємств"),
		entry("пт 04.12", "9:00", "Підсумки тижня"),
		[]Step{
			labour.Press("Вставити списком"), labour.Sees("Надішліть список"),
			labour.Write("03.12 о 14 год. Семінар для роботодавців\n04.12 12.00 Прийом громадян; каб. 205"),
			labour.Sees("Семінар для роботодавців"), labour.Press("До плану"),
			labour.Press("Подати план"), labour.Sees("План подано"), labour.Sees("5 заходів"),
			secretary.Press("Зведений тиждень"), secretary.Sees("Зведений план"), secretary.Press("Не подали"), secretary.Sees("Хто не подав"), secretary.Has(0, "Відділ з питань праці"),
		})
}

func turnedAway() []Step {
	return []Step{
		search("Незнайко"), stranger.Beside(),
		Click(stranger.In("[data-start]")), stranger.Sees("Це службовий бот"),
		Click(stranger.In("[data-requests=contact]")), Click("#ask-yes"),
		stranger.Write("/week"), stranger.Has(3, "Це службовий бот"), stranger.Has(0, "план"),
	}
}

// late: the clock goes to the deadline and an hour past it.
func late() []Step {
	return []Step{
		Click("[data-jump=next]"), Wait("document.querySelector('[data-clock=full]').innerText === '12:00'"),
		secretary.Sees("Не подали"), Click("[data-jump=hour]"), Wait("document.querySelector('[data-clock=full]').innerText === '13:00'"),
		Click(stranger.In("[data-close]")), search(""), organiser.Beside(),
		search("Береза"), sport.Beside(),
		sport.Press("Нічого не заплановано"), sport.Sees("із запізненням"),
		organiser.Sees("Департамент молоді та спорту"),
	}
}

// doubleTap: two taps before the page or the bot could know of the first.
func doubleTap() []Step {
	return []Step{
		Click(sport.In("[data-close]")), search("Остапчук"), defence.Beside(),
		defence.DoubleTap("Заповнити план"), defence.Sees("Заходів ще немає"),
		defence.Press("Вставити списком"), defence.Sees("Надішліть список"),
		defence.Write("01.12 10.00 Перевірка укриттів"), defence.Sees("Перевірка укриттів"), defence.Press("До плану"),
		defence.DoubleTap("Подати план"), defence.Sees("План прийнято"),
		defence.Write("/plan"), defence.Sees("Подано"),
		defence.Has(1, "План прийнято"), organiser.Has(1, "Відділ оборонно-мобілізаційної"),
	}
}

// slow: the spinner waits for a Telegram that takes three seconds, and ends.
func slow() []Step {
	return []Step{
		Click("[data-weather=slow]"), Wait("document.querySelector('[data-weather=slow]').ariaChecked === 'true'"),
		defence.Press("Змінити план"), defence.Spins("Змінити план"), defence.Sees("Змінити захід"), defence.Stops(),
		Click("[data-weather=slow]"), Wait("document.querySelector('[data-weather=slow]').ariaChecked === 'false'"),
	}
}

// killed: what is pressed and written while the bot is dead is done when it
// lives again; the page says how things are.
func killed() []Step {
	return []Step{
		defence.Press("Вставити списком"), defence.Sees("Надішліть список"),
		Click("[data-bot=kill]"), Wait("document.querySelector('[data-bot-state=stopped]')"),
		defence.Write("02.12 11.00 Нарада штабу"), defence.Press("Назад"), defence.Spins("Назад"), defence.Stops(),
		Wait("document.querySelector('[data-toast]')?.innerText === 'Бот не відповів.'"),
		Click("[data-bot=restart]"), Wait("document.querySelector('[data-bot-state=running]')"),
		defence.Write("/plan"), defence.Sees("Нарада штабу"), defence.Sees("Перевірка укриттів"),
	}
}

func digest() []Step {
	return []Step{
		Tell("digest", "2026-11-26T15:00:00+02:00"),
		secretary.Reads("Зведений план на 30 листопада"), secretary.Reads("Подали 39 з 44 підрозділів"),
		secretary.Press("За керівниками"), secretary.Sees("Міський голова"),
		search("праці"), labour.Beside(),
		labour.Press("Нічого не заплановано"), labour.Sees("із запізненням"),
		organiser.Sees("Відділ з питань праці"),
		secretary.Write("/week"), secretary.Sees("Подали 40 з 44 підрозділів"),
	}
}

// search fills the field above the list of people.
func search(words string) Step {
	return Step{"search «" + words + "»", func(p *Page) error {
		if err := p.Do(Click("[data-search]")); err != nil {
			return err
		}
		return p.fill(words)
	}}
}
