package council_test

import (
	"testing"

	"sereda/council"
)

func TestFileNamesForMail(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]string{
		"План заходів 2026-11-30.pdf":                "plan_zakhodiv_2026-11-30.pdf",
		"Тижневий план Верес М.С. 2026-11-30.docx":   "tyzhnevyi_plan_veres_m.s._2026-11-30.docx",
		"Згурський Єгор, Юрій’їв, Яґодин – їжак.pdf": "zghurskyi_yehor_yuriiiv_yagodyn_yizhak.pdf",
		"a\r\nContent-Type: x\"/..\\б.pdf":           "a_content-type_x_.._b.pdf",
		"🎉":                                          "",
	} {
		if got := council.LatinFileName(name); got != want {
			t.Errorf("%q is %q, want %q", name, got, want)
		}
	}
}
