package main

import (
	"sereda/config"
	"sereda/documents"
)

// planStyle is what the council has set of the plan's papers.
func planStyle(p config.Papers) documents.PlanStyle {
	return documents.PlanStyle{
		Stamp:     documents.Stamp{Word: p.Stamp.Word, AtLeft: p.Stamp.AtLeft, Post: p.Stamp.Post, Name: p.Stamp.Name},
		PlanTitle: p.PlanTitle, LeaderTitle: p.LeaderTitle, DayTitle: p.DayTitle,
		Compiler: p.CompilerPost, CompilerName: p.CompilerName,
	}
}
