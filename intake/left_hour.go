package intake

import (
	"slices"
	"strings"

	"sereda/council"
)

// measures are words after a number with a dot that is no hour: "12.50 грн".
var measures = []string{
	"грн", "гривень", "гривні", "тис", "млн", "млрд", "га", "км", "м", "кв", "куб", "кг", "г", "т", "л", "квт", "мвт",
	"відсотка", "відсотків", "редакція", "р", "року",
}

// notBeforeHour are words before such a number.
var notBeforeHour = append(slices.Clone(notEventDay), "версія", "розділ", "параграф", "кошик", "бюджет", "дк", "код")

// leftHour finds what looks like an hour and was left in a title because no word
// or mark says that it is one: "Нарада 10.00 у міського голови".
func leftHour(title string) (text string, left clock, ok bool) {
	const morning = 6
	if !strings.ContainsAny(title, "0123456789") {
		return "", clock{}, false
	}
	for c := newCursor(title); c.more(); c.at++ {
		hour, minute, next := c.peek(0), c.peek(2), c.peek(3)
		if hour.kind != number || hour.digits > 2 || !c.isTight(1, ".:") || minute.kind != number || minute.digits != 2 {
			continue
		}
		left = clock{hour: hour.value, minute: minute.value, hasMinutes: true, colon: c.peek(1).text == ":", parted: true}
		switch {
		case !possible(left) || left.hour < morning || left.minute%5 != 0 || left.mayBeDay():
		case c.isNumberAfter(3) || c.isTight(3, "/-") || next.text == "%" || slices.Contains(measures, next.text):
		case c.at > 0 && (c.isAttached() || slices.Contains(notBeforeHour, c.wordBefore())):
		default:
			return title[hour.start:minute.end], left, true
		}
	}
	return "", clock{}, false
}

// askLeftHour asks whether such an hour is the entry's.
func (o *occasion) askLeftHour(title string) {
	text, left, ok := leftHour(title)
	if !ok || slices.ContainsFunc(o.doubts, func(d council.Doubt) bool { return d.Question == council.WhichTime }) {
		return
	}
	h, err := checkHours(left, clock{}, false)
	if err != nil {
		return
	}
	read := o.hours
	o.ask(council.WhichTime, text, council.Choice{Hours: &read}, council.Choice{Hours: &h.Hours})
}
