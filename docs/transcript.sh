#!/bin/sh
# Draws lines of the demonstration's transcript as a picture:
#
#   docs/transcript.sh <excerpt >docs/transcript.svg
#
# The colour follows from how a line begins; 100 characters fit a line.
set -eu

awk '
function escaped(text) {
	gsub(/&/, "\\&amp;", text); gsub(/</, "\\&lt;", text); gsub(/>/, "\\&gt;", text)
	return text
}
function colour(line) {
	if (line ~ /^\$/) return "#f2f4f8"
	if (line ~ /^━━/) return "#e5c07b"
	if (line ~ /^ +│ [[]/) return "#61afef"
	if (line ~ /^ +(│|⋮)/) return "#c8ccd4"
	if (line ~ /Середа →/) return "#56b6c2"
	if (line ~ /🔔/) return "#d19a66"
	return "#98c379"
}
{ lines[NR] = $0 }
END {
	step = 19; top = 54; wide = 860; high = top + NR * step + 4
	printf "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\" role=\"img\">\n", wide, high, wide, high
	print "<title>make run</title>"
	printf "<rect width=\"%d\" height=\"%d\" rx=\"8\" fill=\"#21252b\"/>\n", wide, high
	split("#e06c75 #e5c07b #98c379", lamps, " ")
	for (i = 1; i <= 3; i++) printf "<circle cx=\"%d\" cy=\"19\" r=\"6\" fill=\"%s\"/>\n", i * 20, lamps[i]
	print "<g font-family=\"DejaVu Sans Mono, Menlo, Consolas, monospace\" font-size=\"13\" xml:space=\"preserve\">"
	for (i = 1; i <= NR; i++) if (lines[i] != "")
		printf "<text x=\"20\" y=\"%d\" fill=\"%s\" xml:space=\"preserve\">%s</text>\n", top + (i - 1) * step, colour(lines[i]), escaped(lines[i])
	print "</g>\n</svg>"
}'
