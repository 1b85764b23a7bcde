package main

import (
	"context"
	"time"

	"sereda/council"
	"sereda/intake"
	"sereda/storage"
)

type importCommand struct {
	File string `arg:"" type:"existingfile" help:"XLSX or CSV: code, unit, kind, duty, names, position, roles, phone, e-mail, Telegram."`
	Yes  bool   `help:"Apply without asking."`
}

// Run brings the directory to what the file says.
func (c *importCommand) Run(e *environment) error { return roster().command(e, c.File, c.Yes) }

func roster() spreadsheet[council.RosterRow, council.RosterChanges] {
	return spreadsheet[council.RosterRow, council.RosterChanges]{
		read: intake.Roster, current: (*storage.Tx).CurrentRoster, plan: council.PlanRoster,
		apply: func(tx *storage.Tx, ctx context.Context, c council.RosterChanges, today council.Date) error {
			return tx.ApplyRoster(ctx, c, today, time.Now())
		},
	}
}

type importBodiesCommand struct {
	File string `arg:"" type:"existingfile" help:"XLSX or CSV: body, kind, total, seat, code or post, vote."`
	Yes  bool   `help:"Apply without asking."`
}

// Run brings the bodies and their seats to what the file says.
func (c *importBodiesCommand) Run(e *environment) error { return bodies().command(e, c.File, c.Yes) }

func bodies() spreadsheet[council.BodyRow, council.BodyChanges] {
	return spreadsheet[council.BodyRow, council.BodyChanges]{
		read: intake.Bodies, current: (*storage.Tx).CurrentBodies, plan: council.PlanBodies, apply: (*storage.Tx).ApplyBodies,
	}
}
