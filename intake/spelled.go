package intake

// spelledHours are the hours of a clock by their words, folded: "о десятій", "до
// одинадцятої", "пів на дванадцяту".
var spelledHours = wordsToNumbers(map[int]string{
	1: "перша першої першій першу", 2: "друга другої другій другу", 3: "третя третьої третій третю",
	4: "четверта четвертої четвертій четверту", 5: "пята пятої пятій пяту", 6: "шоста шостої шостій шосту",
	7: "сьома сьомої сьомій сьому", 8: "восьма восьмої восьмій восьму", 9: "девята девятої девятій девяту",
	10: "десята десятої десятій десяту", 11: "одинадцята одинадцятої одинадцятій одинадцяту",
	12: "дванадцята дванадцятої дванадцятій дванадцяту",
})

// spelled reads an hour in words, "десятій", and parts of one: "пів на
// одинадцяту", "чверть на десяту". A word that goes on with what is counted is
// none: "на першій сесії".
func (c *cursor) spelled() (clock, bool) {
	before := c.at
	minutes := 0
	switch {
	case c.takeWord("пів", "половина", "половині"):
		minutes = 30
	case c.takeWord("чверть"):
		minutes = 15
	}
	if minutes > 0 && !c.takeWord("на") {
		c.at = before
		return clock{}, false
	}
	hour, ok := spelledHours[c.peek(0).text]
	if minutes > 0 && c.peek(0).kind == number && c.peek(0).digits <= 2 {
		hour, ok = c.peek(0).value, true
	}
	if !ok || hour == 0 || hour > 12 {
		c.at = before
		return clock{}, false
	}
	c.at++
	if minutes > 0 {
		hour = (hour + 11) % 12 // before one it is past twelve
		if hour == 0 {
			hour = 12
		}
		return clock{hour: hour, minute: minutes, hasMinutes: true, spelled: true}, true
	}
	t := clock{hour: hour, spelled: true}
	if c.hourWords(&t); t.named {
		return t, true
	}
	if next := c.peek(0); next.kind == word && (hour < 7 || !isEvent(next.text)) {
		c.at = before
		return clock{}, false
	}
	return t, true
}
