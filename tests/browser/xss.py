"""Opens pages of `newstag tag --format html` in Chromium, made from strings that would run a script if one of them were taken for markup.

usage: xss.py PATH/TO/newstag PATH/TO/chromium

Each string of strings.txt is the id, title, language and text of a document, and the id, type and first name of entities that it names. In its page, and in
the list of pages, no script may run, nothing that runs on an event may stand there, and there may be no element or attribute but those that the format has. So
that this can be seen to fail, the same pages are then opened with their escapes undone: nearly all of them must be found out.
"""

import html
import http.server
import json
import pathlib
import subprocess
import sys
import tempfile
import threading
import urllib.parse

HERE = pathlib.Path(__file__).resolve().parent
PATIENCE = 300
# Some strings run nowhere unless a page says that it is UTF-7, or is a template: a tenth of them, and a few more in other versions of the browser.
FOUND_OUT_AT_LEAST = 0.8


def strings():
    lines = (HERE / "strings.txt").read_text(encoding="utf-8").splitlines()
    meant = lambda line: json.loads('"' + line.replace("\\0", "\\u0000").replace('"', '\\"') + '"')
    return [meant(line) for line in lines if line and not line.startswith("# ")]


def write_lines(path, objects):
    path.write_text("".join(json.dumps(each) + "\n" for each in objects), encoding="utf-8")


def pages(newstag, folder, all_strings):
    """The pages of all strings, one behind the other, and the list of them."""
    entities, documents = [], []
    for at, string in enumerate(all_strings):
        entities += [{"id": f"{string}{at}", "type": string, "names": [string, f"Marker{at}"], "context": [string]}]
        entities += [{"id": f"{string}{of}{at}", "type": "person", "names": [f"Both{at}"]} for of in "ab"]
        text = f"Marker{at} met Both{at}. {string} said Marker{at}.\n\n{string}"
        documents.append({"id": f"{string}#{at}", "title": f"{string} Marker{at}", "lang": string, "text": text})
    write_lines(folder / "names.jsonl", entities)
    write_lines(folder / "in.jsonl", documents)
    call = [newstag, "tag", "in.jsonl", "-d", "names.jsonl", "--format", "html", "-o", "pages"]
    subprocess.run(call, cwd=folder, check=True)
    made = folder / "pages"
    names = [line.split('href="./')[1].split('"')[0] for line in (made / "index.html").read_text(encoding="utf-8").splitlines() if "<li>" in line]
    assert len(names) == len(all_strings), f"{len(names)} pages of {len(all_strings)} documents"
    return [f"pages/{name}" for name in names], "pages/index.html"


def undo_escapes(folder, page, name):
    """The same page as a program would write it that escapes nothing."""
    # What is escaped is all that the page says beside its own markup, which has no escapes.
    broken = html.unescape((folder / urllib.parse.unquote(page)).read_text(encoding="utf-8"))
    (folder / "broken").mkdir(exist_ok=True)
    (folder / "broken" / name).write_text(broken, encoding="utf-8")
    return f"broken/{name}"


class Site(http.server.SimpleHTTPRequestHandler):
    """The folder, the page that opens the others, and a place for what it found. No charset is told: that is for the pages to say."""

    def do_GET(self):
        if self.path == "/harness":
            return self.answer((HERE / "harness.html").read_bytes(), "text/html; charset=utf-8")
        if self.path == "/list":
            return self.answer(json.dumps(self.server.pages).encode(), "application/json")
        return super().do_GET()

    def do_POST(self):
        self.server.found = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.answer(b"", "text/plain")
        self.server.done.set()

    def answer(self, content, kind):
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_):
        pass


def opened(chromium, folder, all_pages):
    """What is wrong with each page, as the browser has it."""
    handler = lambda *arguments: Site(*arguments, directory=str(folder))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.pages, server.found, server.done = all_pages, None, threading.Event()
    threading.Thread(target=server.serve_forever, daemon=True).start()
    options = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--remote-debugging-port=0"]
    options += [f"--user-data-dir={folder / 'profile'}", f"http://127.0.0.1:{server.server_port}/harness"]
    browser = subprocess.Popen([chromium, *options], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        if not server.done.wait(PATIENCE):
            sys.exit(f"THE PAGES WERE NOT OPENED: the browser said nothing within {PATIENCE} seconds")
    finally:
        browser.terminate()
        browser.wait()
        server.shutdown()
    assert list(server.found) == all_pages
    return server.found


def main():
    newstag, chromium = str(pathlib.Path(sys.argv[1]).resolve()), sys.argv[2]
    all_strings = strings()
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        each, index = pages(newstag, folder, all_strings)
        broken = [undo_escapes(folder, page, f"{at}.html") for at, page in enumerate(each)]
        (folder / "broken" / "newstag.css").write_bytes((folder / "pages" / "newstag.css").read_bytes())
        found = opened(chromium, folder, [*each, index, *broken])
    failed = 0
    for string, page in zip([*all_strings, "the list of pages"], [*each, index]):
        if found[page]:
            failed += 1
            print(f"FAILED: {string!r}: {'; '.join(found[page][:5])}")
    known = sum(bool(found[page]) for page in broken)
    print(f"with their escapes undone, {known} of {len(broken)} pages are found out")
    if known < FOUND_OUT_AT_LEAST * len(broken):
        failed += 1
        print("FAILED: these pages would have been found out too seldom if they had been wrong")
    print(f"{len(each) + 2 - failed} passed, {failed} failed")
    sys.exit(failed > 0)


if __name__ == "__main__":
    main()
