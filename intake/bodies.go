package intake

import (
	"errors"
	"fmt"
	"io"
	"strconv"

	"sereda/council"
)

// The columns of a file of bodies.
const (
	bodyColumn      column = "орган"
	presetColumn    column = "вид"
	totalColumn     column = "склад"
	bodyVenueColumn column = "де"
	bodyModeColumn  column = "форма"
	seatColumn      column = "місце"
	votesColumn     column = "голос"
)

var bodyHeadings = byWords(map[column]string{
	bodyColumn:      "орган, назва органу, body",
	presetColumn:    "вид, вид органу, kind, type",
	totalColumn:     "склад, загальний склад, total, composition",
	bodyVenueColumn: "де, місце засідань, venue",
	bodyModeColumn:  "форма, форма засідань, mode",
	seatColumn:      "місце, seat",
	keyColumn:       "код, ключ, табельний номер, key, code",
	positionColumn:  "посада, post, position",
	votesColumn:     "голос, має голос, votes, vote",
})

var presets = byWords(map[council.BodyPreset]string{
	council.CommitteePreset:   "виконком, виконавчий комітет, committee",
	council.OperationalPreset: "оперативна нарада, розширена оперативна нарада, operational",
	council.MonthlyPreset:     "щомісячна нарада, розширена щомісячна нарада, monthly",
	council.WorkingPreset:     "комісія, робочий орган, робоча група, working",
})

var seats = byWords(map[council.SeatKind]string{
	council.ChairSeat:           "голова, chair",
	council.SecretarySeat:       "секретар, secretary",
	council.DeputySecretarySeat: "заступник секретаря, deputy secretary",
	council.MemberSeat:          "член, учасник, member",
	council.InvitedSeat:         "запрошений, запрошена, invited",
})

var modes = byWords(map[council.MeetingMode]string{
	council.InPerson: "очно, in person",
	council.Remotely: "дистанційно, remote",
	council.Mixed:    "очно й дистанційно, змішано, mixed",
})

type answer string

var answers = byWords(map[answer]string{"yes": "так, yes, +", "no": "ні, no, -"})

// Bodies reads bodies with their seats from a CSV or XLSX file with headings in
// the first row: a line for each seat, of a person by key or, ex officio, of a
// leader's post by title. It finds all problems at once; with any of them the
// rows must not be used.
func Bodies(r io.Reader, filename string) ([]council.BodyRow, []Problem) {
	sheet, err := readSpreadsheet(r, filename)
	switch {
	case errors.Is(err, errTooManyRows):
		return nil, []Problem{{Message: fmt.Sprintf("Файл завеликий: найбільше %d рядків і %d МБ.", maxRosterRows, maxRosterBytes>>20)}}
	case err != nil:
		return nil, []Problem{{Message: "Файл не прочитано. Збережіть його як XLSX (без пароля) або CSV і спробуйте ще раз."}}
	case len(sheet) == 0:
		return nil, []Problem{{Message: "Файл порожній."}}
	}
	var reading rosterReading
	reading.readColumns(sheet[0], bodyHeadings, []column{bodyColumn, seatColumn})
	if len(reading.problems) > 0 {
		return nil, reading.problems
	}
	var rows []council.BodyRow
	for _, line := range sheet[1:] {
		rows = append(rows, reading.bodyRow(line))
	}
	if len(rows) == 0 {
		reading.say(0, "", "У файлі немає жодного місця.")
	}
	return rows, reading.problems
}

func (r *rosterReading) bodyRow(line sheetRow) council.BodyRow {
	cell := func(col column) string { return r.cell(line, col) }
	row := council.BodyRow{Row: line.number, Preset: council.WorkingPreset}
	row.Body = r.text(line, bodyColumn, cell(bodyColumn), maxUnitName, true)
	row.Seat = oneOf(r, line, seatColumn, cell(seatColumn), seats, "голова, секретар, заступник секретаря, член, запрошений")
	if cell(presetColumn) != "" {
		row.Preset = oneOf(r, line, presetColumn, cell(presetColumn), presets, "виконком, оперативна нарада, щомісячна нарада, комісія")
	}
	if text := cell(totalColumn); text != "" {
		total, err := strconv.Atoi(wholeNumber(text))
		if err != nil || total < 1 || total > 500 {
			r.say(line.number, totalColumn, "«%s» не схоже на кількість членів.", shortened(text))
		}
		row.Total = total
	}
	row.Venue = r.text(line, bodyVenueColumn, cell(bodyVenueColumn), council.MaxVenue, false)
	if cell(bodyModeColumn) != "" {
		row.Mode = oneOf(r, line, bodyModeColumn, cell(bodyModeColumn), modes, "очно, дистанційно, очно й дистанційно")
	}
	row.Key = r.text(line, keyColumn, cell(keyColumn), maxKey, false)
	row.Post = r.text(line, positionColumn, cell(positionColumn), maxPosition, false)
	if (row.Key == "") == (row.Post == "") {
		r.say(line.number, keyColumn, "Потрібен або код людини, або посада.")
	}
	// Who makes the composition has a vote unless the file says otherwise.
	row.Votes = row.Seat == council.ChairSeat || row.Seat == council.SecretarySeat || row.Seat == council.MemberSeat
	if text := cell(votesColumn); text != "" {
		row.Votes = oneOf(r, line, votesColumn, text, answers, "так, ні") == "yes"
	}
	return row
}
