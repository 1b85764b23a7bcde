// Package documents writes the papers of meetings, the attendance sheet and the
// minutes with room for what was said, and those of the week's plan: the
// consolidated plan, a leader's week, a day. A paper is laid out once, as
// blocks, and written twice, as DOCX to go on with and as PDF to print. The
// plan is a spreadsheet too.
//
// The manner is that of Ukrainian official papers: A4, margins of 30, 10, 20
// and 20 mm, a serif face of 12 points, pages numbered at the top from the
// second on. The face of the PDF is Liberation Serif (SIL Open Font License
// 1.1); the DOCX names Times New Roman, which has the same metrics.
package documents
