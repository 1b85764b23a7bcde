package intake

// The kinds of an Error about a whole file. Each is answered with what to do
// instead.
const (
	// FileTooBig is a file beyond MaxFileBytes: Telegram gives no bigger one.
	FileTooBig Kind = "file too big"
	// FileTooLong is a file with more rows, or more text, than any plan has: a
	// sheet filled to its end, a zip bomb.
	FileTooLong Kind = "file too long"
	// FileTooSlow is a file that could not be read in time.
	FileTooSlow Kind = "file too slow"
	// FileDamaged is a file that claims to be DOCX or XLSX and cannot be read.
	FileDamaged Kind = "file damaged"
	// FileProtected is a file under a password.
	FileProtected Kind = "file protected"
	// FileOldWord and FileOldExcel are files of Office 2003 and earlier.
	FileOldWord  Kind = "old Word file"
	FileOldExcel Kind = "old Excel file"
	// FilePicture is a photo or a scan.
	FilePicture Kind = "picture"
	// FilePDF is a PDF.
	FilePDF Kind = "PDF"
	// FileEmpty is a file without a word in it.
	FileEmpty Kind = "file empty"
	// FileOther is a file of any other type.
	FileOther Kind = "other file"
)
