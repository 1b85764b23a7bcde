package main

import "testing"

// BenchmarkDigestAndDocuments: 1,000 units, 300 entries; the digest and all
// papers of the week.
func BenchmarkDigestAndDocuments(b *testing.B) {
	composer, writer, err := paperWriters()
	if err != nil {
		b.Fatal(err)
	}
	week := newWeek(1000, 300)
	b.ReportAllocs()
	for b.Loop() {
		if err := week.papers(composer, writer); err != nil {
			b.Fatal(err)
		}
	}
}
