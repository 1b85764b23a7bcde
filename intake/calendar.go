package intake

import (
	"strings"
	"time"
)

// months by the words for them in any case, Ukrainian and Russian, folded, with
// the abbreviations of printed calendars.
var months = wordsToNumbers(map[int]string{
	1:  "січень січня січні січнем січ январь января январе",
	2:  "лютий лютого лютому лютим лют февраль февраля феврале",
	3:  "березень березня березні березнем бер март марта марте",
	4:  "квітень квітня квітні квітнем квіт апрель апреля апреле",
	5:  "травень травня травні травнем трав май мая мае",
	6:  "червень червня червні червнем черв июнь июня июне",
	7:  "липень липня липні липнем лип июль июля июле",
	8:  "серпень серпня серпні серпнем серп август августа августе",
	9:  "вересень вересня вересні вереснем вер сентябрь сентября сентябре",
	10: "жовтень жовтня жовтні жовтнем жовт октябрь октября октябре",
	11: "листопад листопада листопаді листопадом ноябрь ноября ноябре",
	12: "грудень грудня грудні груднем груд декабрь декабря декабре",
})

// weekdays by the words for them in any case, folded (the apostrophe of
// п'ятниця is gone), with the usual two letters.
var weekdays = wordsToNumbers(map[int]string{
	int(time.Monday):    "понеділок понеділка понеділку понеділком пн понедельник понедельника",
	int(time.Tuesday):   "вівторок вівторка вівторку вівторком вт вторник вторника",
	int(time.Wednesday): "середа середу середи середі середою ср среда среду среды",
	int(time.Thursday):  "четвер четверга четвергу четвергом чт четверг",
	int(time.Friday):    "пятниця пятницю пятниці пятницею пт пятница пятницу пятницы",
	int(time.Saturday):  "субота суботу суботи суботі суботою сб суббота субботу субботы",
	int(time.Sunday):    "неділя неділю неділі неділею нд воскресенье воскресенья",
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
