package paper

import (
	"bytes"
	"compress/zlib"
	"crypto/sha256"
	"errors"
	"fmt"
	"strconv"
)

// A packer finishes the files that gofpdf writes: it compresses the pages with
// one kept compressor (gofpdf makes a new one of 0.8 MB for every page), puts
// the faces in, and writes the catalogue and the file's identity. It is used for
// one file at a time.
type packer struct {
	z   *zlib.Writer
	buf bytes.Buffer // what z wrote
	out []byte
	at  []int // where each object begins in out

	faces    []*face // of the file at hand
	language string
}

// newPacker compresses fast: pages get 3 % larger than they could be, files,
// which are mostly fonts, 0.5 %.
func newPacker() (*packer, error) {
	p := &packer{}
	var err error
	p.z, err = zlib.NewWriterLevel(&p.buf, zlib.BestSpeed)
	return p, err
}

var errForm = errors.New("the drawn file is not of the expected form")

// pack is the finished file, in memory of its own. The faces are in the order
// in which the pages name them.
func (p *packer) pack(in []byte, faces []*face, language string) ([]byte, error) {
	starts, end, err := objects(in)
	if err != nil {
		return nil, err
	}
	last := len(starts) // objects are numbered from 1; gofpdf's last one is the catalogue
	p.out = append(p.out[:0], "%PDF-1.4\n%\xE2\xE3\xCF\xD3\n"...)
	p.at = append(p.at[:0], make([]int, last+1)...)
	p.faces, p.language = faces, language
	order, ends := inOrder(starts, end)
	for i, n := range order {
		p.at[n] = len(p.out)
		p.object(n, in[starts[n-1]:ends[i]], last)
	}
	for i, f := range faces {
		p.face(f, faceObject(last, i))
	}
	p.trailer(last)
	return bytes.Clone(p.out), nil
}

// objects reads the cross-reference table: where object 1, 2, … begin, and
// where the last byte of them is.
func objects(in []byte) (starts []int, end int, err error) {
	end = bytes.LastIndex(in, []byte("\nxref\n")) + 1
	rows := bytes.SplitN(in[end:], []byte("\n"), 3)
	if end == 0 || len(rows) < 3 || !bytes.HasPrefix(rows[1], []byte("0 ")) {
		return nil, 0, errForm
	}
	n, err := strconv.Atoi(string(rows[1][2:]))
	if err != nil || n < 2 || len(rows[2]) < 20*n {
		return nil, 0, errForm
	}
	for i := 1; i < n; i++ {
		at, err := strconv.Atoi(string(rows[2][20*i : 20*i+10]))
		if err != nil || at >= end {
			return nil, 0, errForm
		}
		starts = append(starts, at)
	}
	return starts, end, nil
}

// inOrder is the objects' numbers by their place in the file, and where each
// ends. They are in order but for a few.
func inOrder(starts []int, end int) (order, ends []int) {
	for n := range starts {
		order = append(order, n+1)
		for i := n; i > 0 && starts[order[i]-1] < starts[order[i-1]-1]; i-- {
			order[i], order[i-1] = order[i-1], order[i]
		}
	}
	for i := range order {
		if i+1 < len(order) {
			ends = append(ends, starts[order[i+1]-1])
		} else {
			ends = append(ends, end)
		}
	}
	return order, ends
}

// object copies object n, changed where needed.
func (p *packer) object(n int, obj []byte, last int) {
	head, rest, _ := bytes.Cut(obj, []byte(" obj\n"))
	p.out = append(append(p.out, head...), " obj\n"...)
	switch {
	case n == last:
		p.catalogue()
	case bytes.HasPrefix(rest, []byte("<</Length ")):
		p.stream(rest)
	case bytes.HasPrefix(rest, []byte("<<\n/ProcSet ")):
		p.resources(rest, last)
	default:
		p.out = append(p.out, rest...)
	}
}

// catalogue replaces gofpdf's, which lists empty name trees.
func (p *packer) catalogue() {
	p.out = append(p.out, "<</Type /Catalog /Pages 1 0 R /ViewerPreferences <</DisplayDocTitle true>>"...)
	if tagged(p.language) {
		p.out = append(append(append(p.out, " /Lang ("...), p.language...), ')')
	}
	p.out = append(p.out, ">>\nendobj\n"...)
}

// stream compresses a page. A font file is compressed already.
func (p *packer) stream(obj []byte) {
	const open = ">>\nstream\n"
	dict, body, found := bytes.Cut(obj, []byte(open))
	size, err := strconv.Atoi(string(dict[len("<</Length "):]))
	if !found || err != nil || size > len(body) {
		p.out = append(p.out, obj...)
		return
	}
	p.buf.Reset()
	p.z.Reset(&p.buf)
	p.z.Write(body[:size]) // into memory: cannot fail
	p.z.Close()
	p.out = fmt.Appendf(p.out, "<</Filter /FlateDecode /Length %d%s", p.buf.Len(), open)
	p.out = append(p.out, p.buf.Bytes()...)
	p.out = append(p.out, body[size:]...)
}

// faceObject is the number of the first of the four objects of the ith face.
func faceObject(last, i int) int { return last + 1 + 4*i }

// face writes a face as objects n to n+3.
func (p *packer) face(f *face, n int) {
	p.begin(n)
	p.out = fmt.Appendf(p.out, "%s /FontDescriptor %d 0 R /ToUnicode %d 0 R>>\nendobj\n", f.dict, n+1, n+3)
	p.begin(n + 1)
	p.out = fmt.Appendf(p.out, "%s /FontFile2 %d 0 R>>\nendobj\n", f.about, n+2)
	p.begin(n + 2)
	p.out = append(append(p.out, f.font...), "\nendobj\n"...)
	p.begin(n + 3)
	p.out = append(append(p.out, f.unicode...), "\nendobj\n"...)
}

// begin writes the head of object n, which comes after all before it.
func (p *packer) begin(n int) {
	p.at = append(p.at, len(p.out))
	p.out = append(strconv.AppendInt(p.out, int64(n), 10), " 0 obj\n"...)
}

// resources names the faces as the pages do; gofpdf itself knows of none.
func (p *packer) resources(obj []byte, last int) {
	const open = "/Font <<\n"
	before, after, _ := bytes.Cut(obj, []byte(open))
	p.out = append(append(p.out, before...), open...)
	for i := range p.faces {
		p.out = fmt.Appendf(p.out, "%s %d 0 R\n", fontName(i), faceObject(last, i))
	}
	p.out = append(p.out, after...)
}

// trailer writes the cross-reference table and the file's identity, which is
// drawn from the content: equal documents have equal files.
func (p *packer) trailer(last int) {
	id := sha256.Sum256(p.out)
	xref := len(p.out)
	p.out = fmt.Appendf(p.out, "xref\n0 %d\n0000000000 65535 f \n", len(p.at))
	for _, at := range p.at[1:] {
		p.out = fmt.Appendf(p.out, "%010d 00000 n \n", at)
	}
	p.out = fmt.Appendf(p.out, "trailer\n<</Size %d /Root %d 0 R /Info %d 0 R /ID [<%x> <%x>]>>\nstartxref\n%d\n%%%%EOF\n",
		len(p.at), last, last-1, id[:16], id[:16], xref)
}

// tagged reports a language tag that can stand in a PDF as it is.
func tagged(language string) bool {
	for _, r := range language {
		if !(r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r == '-') {
			return false
		}
	}
	return language != ""
}

// Pages is the number of pages of a file that Print made; 0 for any other.
func Pages(file []byte) int {
	at := bytes.Index(file, []byte("<</Type /Pages\n"))
	if at < 0 {
		return 0
	}
	_, rest, found := bytes.Cut(file[at:], []byte("/Count "))
	digits, _, _ := bytes.Cut(rest, []byte("\n"))
	n, err := strconv.Atoi(string(digits))
	if !found || err != nil {
		return 0
	}
	return n
}
