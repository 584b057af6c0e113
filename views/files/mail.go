package files

import (
	"bytes"
	"fmt"
	"net/mail"
	"strings"
)

// Mail is a file of messages: one (.eml) or many (mbox). It is read as a table with one row a message: when it was sent, by whom, and the lines
// of its text that say "name: value", as forms are mailed.
const Mail = "mail"

// Limits of what is read of messages. One beyond them is named and left out.
const (
	maxMails     = 20_000
	maxMail      = 30 << 20 // bytes of one message, attachments included
	maxMailHead  = 256 << 10
	maxMailText  = 30_000 // bytes of its text, decoded; what is cut off is marked
	maxMailParts = 200
	maxMailDepth = 8
	maxFormField = 60 // different names in all messages together
)

// The columns every file of messages has.
const (
	mailDate    = "Mail date"
	mailFrom    = "Mail from"
	mailReply   = "Reply-To"
	mailSubject = "Mail subject"
	mailText    = "Mail text"
)

// isMail tells a message by its header, and many by the line that begins each.
func isMail(data []byte) bool {
	data = bytes.TrimPrefix(data, []byte("\xEF\xBB\xBF"))
	if bytes.HasPrefix(data, []byte("From ")) {
		_, data, _ = bytes.Cut(data, []byte("\n"))
	}
	head := mailHead(data[:min(len(data), maxMailHead)])
	m, err := mail.ReadMessage(bytes.NewReader(head))
	if err != nil || len(m.Header["From"]) == 0 {
		return false
	}
	for _, also := range []string{"Date", "Message-Id", "Received", "Mime-Version", "Subject"} {
		if len(m.Header[also]) > 0 {
			return true
		}
	}
	return false
}

// mailHead is a message's header with the empty line that ends it.
func mailHead(data []byte) []byte {
	for _, gap := range []string{"\r\n\r\n", "\n\n"} {
		if at := bytes.Index(data, []byte(gap)); at >= 0 {
			return data[:at+len(gap)]
		}
	}
	return append(bytes.Clone(data), "\r\n\r\n"...)
}

// recogniseMail reads all messages. Attachments are passed over, and nothing is fetched from the network.
func recogniseMail(name string, data []byte) (*Table, error) {
	t := &Table{Guess: Guess{Kind: Mail, Encoding: utf8Name, Confident: true}}
	all := splitMails(bytes.TrimPrefix(data, []byte("\xEF\xBB\xBF")))
	if len(all) > maxMails {
		return nil, refuse("Export fewer of them, for example by month.", "%s holds %d messages; up to %d are read.", name, len(all), maxMails)
	}
	var read []mailRead
	attached := 0
	for _, one := range all {
		m := readMail(one)
		attached += m.attached
		read = append(read, m)
	}
	if attached > 0 {
		t.note("%d attachments were left out.", attached)
	}
	t.source = mailTable(t, read)
	return t, nil
}

// mailRead is what was read of one message.
type mailRead struct {
	line                             int
	date, from, reply, subject, text string
	fields                           [][2]string
	attached                         int
	bad                              string // why it can't be read
}

// oneMail is a message as it stands in its file.
type oneMail struct {
	line int
	raw  []byte
}

// splitMails cuts a file of messages where a line begins with "From " after an empty one; what does not begin so is one message.
func splitMails(data []byte) (all []oneMail) {
	if !bytes.HasPrefix(data, []byte("From ")) {
		return []oneMail{{1, data}}
	}
	from, line, begun, empty := 0, 0, 1, true
	for at := 0; at < len(data); {
		end := bytes.IndexByte(data[at:], '\n') + 1
		if end == 0 {
			end = len(data) - at
		}
		line++
		if text := data[at : at+end]; empty && bytes.HasPrefix(text, []byte("From ")) {
			if at > 0 {
				all = append(all, oneMail{begun, data[from:at]})
			}
			from, begun = at+end, line
		} else {
			empty = len(bytes.TrimRight(text, "\r\n")) == 0
		}
		at += end
	}
	return append(all, oneMail{begun, data[min(from, len(data)):]})
}

// mailTable makes rows of messages: the columns all have, then those of the forms in the order in which they first come.
func mailTable(t *Table, all []mailRead) cardSource {
	head := []string{mailDate, mailFrom, mailReply, mailSubject, mailText}
	at := map[string]int{}
	for i, h := range head {
		at[strings.ToLower(h)] = i
	}
	for _, m := range all {
		for _, f := range m.fields {
			key := strings.ToLower(f[0])
			if _, ok := at[key]; !ok && len(at) < maxFormField {
				at[key] = len(head)
				head = append(head, f[0])
			}
		}
	}
	out := cardSource{{line: 0, cells: head}}
	for _, m := range all {
		r := record{line: m.line, cells: make([]string, len(head))}
		copy(r.cells, []string{m.date, m.from, m.reply, m.subject, m.text})
		for _, f := range m.fields {
			if i, ok := at[strings.ToLower(f[0])]; ok && r.cells[i] == "" {
				r.cells[i] = f[1]
			}
		}
		if m.bad != "" {
			r.problem = &CellProblem{Say: m.bad}
		}
		out = append(out, r)
	}
	if len(head) == 5 {
		t.note("No message has lines such as “Name: value”; the text of each is taken as a whole.")
	}
	return out
}

// badMail is a message that can't be read, and why.
func badMail(line int, format string, args ...any) mailRead {
	return mailRead{line: line, bad: fmt.Sprintf(format, args...)}
}
