package handlers

import (
	"errors"
	"strconv"
	"strings"

	"sereda/council"
)

// Press is what a button carries: what to do and the numbers it needs. It
// travels through people's phones and is never trusted: the handler asks the
// roles and looks whether the thing is still as the button thought.
type Press struct {
	Do   string
	Args []int64
}

// maxPress is Telegram's limit for a button's data, in bytes.
const maxPress = 64

var errPress = errors.New("not a button of ours")

// press makes a button's data. Numbers are written in base 36 to stay short.
func press(do string, args ...int64) string {
	var b strings.Builder
	b.WriteString(do)
	for _, a := range args {
		b.WriteByte(':')
		b.WriteString(strconv.FormatInt(a, 36))
	}
	return b.String()
}

// parsePress reads a button's data back.
func parsePress(data string) (Press, error) {
	if len(data) > maxPress {
		return Press{}, errPress
	}
	do, rest, more := strings.Cut(data, ":")
	if do == "" {
		return Press{}, errPress
	}
	p := Press{Do: do}
	for more {
		var field string
		field, rest, more = strings.Cut(rest, ":")
		n, err := strconv.ParseInt(field, 36, 64)
		if err != nil {
			return Press{}, errPress
		}
		p.Args = append(p.Args, n)
	}
	return p, nil
}

// arg is the i-th number, 0 when the button has none.
func (p Press) arg(i int) int64 {
	if i >= len(p.Args) {
		return 0
	}
	return p.Args[i]
}

// week is the i-th number as a week; buttons carry the Monday's day number.
func (p Press) week(i int) council.Week {
	return council.WeekOf(epoch.AddDays(int(p.arg(i) % 1_000_000)))
}

// epoch is a Monday; weeks travel as days since then.
var epoch = council.NewDate(2024, 1, 1)

func weekArg(w council.Week) int64 { return int64(w.Monday.DaysSince(epoch)) }

func dayArg(d council.Date) int64 { return int64(d.DaysSince(epoch)) }

// day is the i-th number as a day.
func (p Press) day(i int) council.Date { return epoch.AddDays(int(p.arg(i) % 1_000_000)) }
