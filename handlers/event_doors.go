package handlers

import (
	"fmt"
	"slices"
	"strings"

	"sereda/council"
	"sereda/locales"
)

// materialsLine stands under an event for which something came: what.
func (c Composer) materialsLine(event int64, records council.EventRecords) string {
	var kinds []council.MaterialKind
	for _, m := range records.Of(event) {
		if !slices.Contains(kinds, m.Kind) {
			kinds = append(kinds, m.Kind)
		}
	}
	if len(kinds) == 0 {
		return ""
	}
	return "\n" + c.txt("event.line", locales.Data{"Kinds": c.kinds(kinds)})
}

// mostMaterialDoors keep a screen readable; the week's overview of materials has
// them all.
const mostMaterialDoors = 20

// materialDoors send what came for an event, a button for each that has something,
// named as the event is.
func (c Composer) materialDoors(week council.Week, events []council.PlanEntry, records council.EventRecords) [][]council.Button {
	var rows [][]council.Button
	named := map[string]int{}
	for _, e := range events {
		if len(records.Of(e.ID)) == 0 || len(rows) == mostMaterialDoors {
			continue
		}
		name := cut(strings.TrimSpace(c.when(e)+" "+e.Hours.String())+" "+oneLine(e.Title), 50)
		if named[name]++; named[name] > 1 {
			name += fmt.Sprintf(" (%d)", named[name])
		}
		rows = append(rows, row(c.button("event.button.materials", press("ymg", weekArg(week), e.ID), locales.Data{"Name": name})))
	}
	return rows
}
