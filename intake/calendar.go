package intake

import (
	"strings"
	"time"
)

// months by the words for them in any case, folded, with the abbreviations of
// printed calendars.
var months = wordsToNumbers(map[int]string{
	1:  "січень січня січні січнем січ",
	2:  "лютий лютого лютому лютим лют",
	3:  "березень березня березні березнем бер",
	4:  "квітень квітня квітні квітнем квіт",
	5:  "травень травня травні травнем трав",
	6:  "червень червня червні червнем черв",
	7:  "липень липня липні липнем лип",
	8:  "серпень серпня серпні серпнем серп",
	9:  "вересень вересня вересні вереснем вер",
	10: "жовтень жовтня жовтні жовтнем жовт",
	11: "листопад листопада листопаді листопадом",
	12: "грудень грудня грудні груднем груд",
})

// weekdays by the words for them in any case, folded (the apostrophe of
// п'ятниця is gone), with the usual two letters.
var weekdays = wordsToNumbers(map[int]string{
	int(time.Monday):    "понеділок понеділка понеділку понеділком пн",
	int(time.Tuesday):   "вівторок вівторка вівторку вівторком вт",
	int(time.Wednesday): "середа середу середи середі середою ср",
	int(time.Thursday):  "четвер четверга четвергу четвергом чт",
	int(time.Friday):    "пятниця пятницю пятниці пятницею пт",
	int(time.Saturday):  "субота суботу суботи суботі суботою сб",
	int(time.Sunday):    "неділя неділю неділі неділею нд",
})

func wordsToNumbers(forms map[int]string) map[string]int {
	numbers := make(map[string]int)
	for n, words := range forms {
		for _, w := range strings.Fields(words) {
			numbers[w] = n
		}
	}
	return numbers
}
