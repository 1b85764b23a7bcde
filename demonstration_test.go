package main

import (
	"bufio"
	"net/http"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"testing"
)

// demonstration starts the program as `make run` does and reads what it prints
// until it stays up; public is where its page for everybody is.
func demonstration(t *testing.T, binary, data string) (transcript, public string, stop func()) {
	t.Helper()
	cmd := exec.Command(binary, "run")
	cmd.Dir = t.TempDir()
	cmd.Env = []string{"SEREDA_DATA=" + data, "PATH=/usr/bin:/bin", "TZ=America/St_Johns"}
	var complaints strings.Builder
	cmd.Stderr = &complaints
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = cmd.Process.Kill() })
	var b strings.Builder
	lines := bufio.NewScanner(out)
	for lines.Scan() && !strings.Contains(lines.Text(), "Усе працює далі") {
		b.WriteString(lines.Text() + "\n")
	}
	if lines.Err() != nil || cmd.ProcessState != nil {
		t.Fatalf("it ended: %v\n%s\n%s", lines.Err(), b.String(), complaints.String())
	}
	address := regexp.MustCompile(`http://127\S+/public/`)
	for public == "" && lines.Scan() {
		public = address.FindString(lines.Text())
	}
	return b.String(), public, func() {
		t.Helper()
		if err := cmd.Process.Signal(syscall.SIGINT); err != nil {
			t.Errorf("Ctrl-C: %v", err)
		}
		for lines.Scan() {
		}
		if err := cmd.Wait(); err != nil || complaints.Len() > 0 {
			t.Errorf("it ended with %v and said:\n%s", err, complaints.String())
		}
	}
}

// TestTheDemonstrationPlaysItsWeek: one command, a council's week, and nothing
// left behind; a second run finds its data and goes on.
func TestTheDemonstrationPlaysItsWeek(t *testing.T) {
	t.Parallel()
	binary := filepath.Join(t.TempDir(), "sereda")
	if out, err := exec.Command("go", "build", "-buildvcs=false", "-o", binary, ".").CombinedOutput(); err != nil {
		t.Fatalf("build: %v\n%s", err, out)
	}
	data := t.TempDir()
	transcript, pages, stop := demonstration(t, binary, data)
	for _, want := range []string{
		"понеділок, 23 листопада 2026 року",
		"15:00  🔔 запитання «чи є що подати» — комунальним підприємствам",
		"✅ План подано",
		"натискає [📄 Шаблон]", "📎 Шаблон плану Управління у справах ветеранів 2026-11-30.xlsx", "надсилає 📎 Шаблон плану",
		"надсилає 📎 План на тиждень.xlsx", "📋 Прочитано й додано до чернетки 5 заходів.",
		"Явірський А.В. — Управління у справах ветеранів: заповненим шаблоном, рядків: 5",
		"Гордійчук С.А. — Управління капітального будівництва: таблицею Excel, рядків: 5",
		"списком, рядків: 6", "кнопками, рядків: 2",
		"11:58  Олійник Д.В.",
		"12:00  🔔 строк: список тих, хто не подав",
		"Не подали 8 підрозділів",
		"натискає [🔔 Нагадати всім · 8]",
		"🕓 Подали із запізненням",
		"📅 Зведений план на 30 листопада – 6 грудня\n       │ Подали 39 з 44 підрозділів",
		"👤 Міський голова",
		"📨 Запрошення\n       │ 🏛 Виконавчий комітет міської ради\n       │ 🕘 П’ятниця, 27 листопада, 10:00",
		"10:00  Середа → Паламарчук Н.В.\n       │ ⚠️ Кворум під загрозою",
		"⚠️ До кворуму бракує 2: треба 8",
		"11:00  Табло оновилося саме",
		"✅ Кворум буде: треба 8",
		"🔒 Облік завершено, № 1",
		"↩️ Повернуто із зауваженням: Каб. 531 зайнято, знайдіть інше місце",
		"↩️ Секретар повернув захід плану на 30 листопада – 6 грудня на виправлення.",
		"✅ План погоджено, редакція № 1.",
		"🔔 погоджений план — керівництву", "натискає [Ознайомлено]", "📨 Савчук А.Г. (Департамент фінансів, бюджету та аудиту) просить змінити план", "✅ Вашу зміну до плану на 30 листопада – 6 грудня прийнято, редакція № 2.",
		"❌ Скасовано: Сільськогосподарський ярмарок",
		"17:00  🔔 зміни за день — усім, хто має план",
		"редакція № 3: 2 зміни за день",
		"• Гаврилюк О.М. — з 10:12",
		"📎 Протокол Виконавчий комітет міської ради 2026-11-27.pdf",
	} {
		if !strings.Contains(transcript, want) {
			t.Errorf("the transcript lacks %q", want)
		}
	}
	letters, err := filepath.Glob(filepath.Join(data, "demo", "mail", "*.eml"))
	if err != nil || len(letters) == 0 {
		t.Errorf("no letter by e-mail was kept: %v", err)
	}
	if page := fetchPage(t, http.DefaultClient, http.MethodGet, pages); !strings.Contains(page, "<h2>") {
		t.Errorf("the page for everybody shows nothing:\n%s", page)
	}
	stop()
	left, err := filepath.Glob(filepath.Join(data, "demo", "postgres", "*", "postmaster.pid"))
	if err != nil || len(left) > 0 {
		t.Errorf("its Postgres still runs: %v %v", left, err)
	}
	again, _, stop := demonstration(t, binary, data)
	if !strings.Contains(again, "Тиждень уже зіграно") {
		t.Errorf("the second run begins anew:\n%s", again)
	}
	stop()
}
