package browsertest

import "slices"

// chosen: neither the week that plays at the start nor the link's story is
// waited for.
func chosen() []Step {
	return []Step{
		Wait("document.querySelector('#banner').innerText.includes('Четвер 09:00')"),
		Tell("monday", "2026-11-23T09:00:00+02:00"),
		Tell("deadline", "2026-11-25T12:00:00+02:00"), secretary.Sees("Не подали 8 підрозділів"),
		Tell("wednesday", "2026-11-25T11:00:00+02:00"), labour.Sees("план на 30 листопада"),
	}
}

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
		[]Step{secretary.Write("/missing"), secretary.Sees("Подали 32 з 44"), labour.Press("Заповнити план")},
		entry("вт 01.12", "10:00", "Нарада з охорони праці"),
		entry("ср 02.12", "11.30", "Перевірка підприємств"),
		entry("пт 04.12", "9:00", "Підсумки тижня"),
		[]Step{
			labour.Press("Вставити списком"), labour.Sees("Надішліть список"),
			labour.Write("03.12 о 14 год. Семінар для роботодавців\n04.12 12.00 Прийом громадян; каб. 205"),
			labour.Sees("Семінар для роботодавців"), labour.Press("До плану"),
			labour.Press("Подати план"), labour.Sees("План подано"), labour.Sees("5 заходів"),
			secretary.Write("/missing"), secretary.Sees("Подали 33 з 44"),
		})
}

func turnedAway() []Step {
	return []Step{
		search("Незнайко"), stranger.Beside(),
		Click(stranger.In("[data-start]")), stranger.Sees("Це службовий бот"),
		Click(stranger.In("[data-requests=contact]")), Click("#ask-yes"), stranger.Has(2, "Це службовий бот"),
		stranger.Write("/week"), stranger.Has(3, "Це службовий бот"), stranger.Has(0, "план"),
	}
}

// late: the clock goes to the deadline and an hour past it.
func late() []Step {
	return []Step{
		Click("[data-jump=next]"), Wait("document.querySelector('[data-clock=full]').innerText === '12:00'"),
		secretary.Sees("Не подали"), Click("[data-jump=hour]"), Wait("document.querySelector('[data-clock=full]').innerText === '13:00'"),
		Click(stranger.In("[data-close]")), search(""), organiser.Beside(),
		search("Шевчук"), transport.Beside(),
		transport.Press("Нічого не заплановано"), transport.Sees("із запізненням"),
		organiser.Sees("Управління транспорту"),
	}
}

// doubleTap: two taps before the page or the bot could know of the first.
func doubleTap() []Step {
	return []Step{
		Click(transport.In("[data-close]")), search("Панасюк"), property.Beside(),
		property.DoubleTap("Заповнити план"), property.Sees("Заходів ще немає"),
		property.Press("Вставити списком"), property.Sees("Надішліть список"),
		property.Write("01.12 10.00 Перевірка укриттів"), property.Sees("Перевірка укриттів"), property.Press("До плану"),
		property.DoubleTap("Подати план"), property.Sees("План прийнято"),
		property.Write("/plan"), property.Sees("Подано"),
		property.Has(1, "План прийнято"), organiser.Has(1, "(Панасюк М.З.)"),
	}
}

// slow: the spinner waits for a Telegram that takes three seconds, and ends.
func slow() []Step {
	return []Step{
		Click("[data-weather=slow]"), Wait("document.querySelector('[data-weather=slow]').ariaChecked === 'true'"),
		property.Press("Змінити план"), property.Spins("Змінити план"), property.Sees("Це чернетка змін"), property.Stops(),
		Click("[data-weather=slow]"), Wait("document.querySelector('[data-weather=slow]').ariaChecked === 'false'"),
	}
}

// badDays: Telegram is away and says that it is too much; somebody blocks the
// bot and lets it in again; the menu of commands sends one.
func badDays() []Step {
	down := func(checked string) []Step {
		at := "[data-weather=down]"
		return []Step{Click(at), Wait("document.querySelector('" + at + "').ariaChecked === '" + checked + "'")}
	}
	return slices.Concat(
		down("true"), []Step{property.Write("/plan"), property.Write("/help")}, down("false"),
		[]Step{property.Has(1, "Що вміє Середа"), Click("[data-weather=limit]"), property.Write("/plan"), property.Sees("Подано")},
		[]Step{
			Click(property.In("[data-menu]")), Click(property.In("[data-block=true]")), Click(property.In("[data-unblock]")),
			property.Command("plan"), property.Sees("Подано"),
		})
}

// killed: what is pressed while the bot is dead waits.
func killed() []Step {
	return []Step{
		property.Press("Вставити списком"), property.Sees("Надішліть список"),
		Click("[data-bot=kill]"), Wait("document.querySelector('[data-bot-state=stopped]')"),
		property.Write("02.12 11.00 Нарада штабу"), property.Press("До плану"), property.Spins("До плану"),
	}
}

// revived: Telegram gives the press up, and what was written and pressed is
// done when the bot lives again.
func revived() []Step {
	return []Step{
		property.Stops(), Hears("Бот не відповів."),
		Click("[data-bot=restart]"), Wait("document.querySelector('[data-bot-state=running]')"),
		property.Write("/plan"), property.Sees("Нарада штабу"), property.Sees("Перевірка укриттів"),
	}
}

// digest: the clock goes to Thursday at three. A plan that comes after it is
// seen at once.
func digest() []Step {
	return []Step{
		Click("[data-jump=digest]"), Wait("document.querySelector('[data-clock=full]').innerText === '15:00'"),
		secretary.Shows("Зведений план на 30 листопада – 6 грудня"), secretary.Shows("Заступник міського голови"),
		secretary.Shows("Нагадуємо про засідання"), // it comes at three as well
		secretary.Press("пт 04.12"), secretary.Shows("П’ятниця"),
		secretary.Write("/week"), secretary.Sees("Подали 35 з 44 підрозділів"),
		Click(property.In("[data-close]")), search("Сосновська"), heritage.Beside(),
		heritage.Press("Нічого не заплановано"), heritage.Sees("із запізненням"),
		organiser.Sees("культурної спадщини"),
		secretary.Write("/week"), secretary.Sees("Подали 36 з 44 підрозділів"),
	}
}

// agreed: a head takes note of the plan after the mayor, and the organiser sees
// that.
func agreed() []Step {
	return []Step{
		Tell("agreed", "2026-11-26T16:30:00+02:00"), finance.Shows("Ваші заходи"), finance.Press("Ознайомлено"), Hears("Дякуємо, записано"),
		organiser.Write("/week"), organiser.Sees("План погоджено"), organiser.Press("Кому надіслано"), organiser.Sees("ознайомилися 2"),
	}
}

// search fills the field above the list of people.
func search(words string) Step { return Fill("[data-search]", words) }
