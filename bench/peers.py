"""One search engine as a process of its own: `engines.py` starts it, gives it rows to index and questions to answer.

    python bench/peers.py NAME FOLDER ROWS    index the rows (a file of JSON lines), then answer questions from stdin

Each peer does the same work for a question: the ten best with their titles and a piece of their text that shows the
words, the exact total, the ten most frequent values of each facet, and the years. Each answers with the CPU
milliseconds that it took, by its own clock; where it can, also those of the engine's call alone, without snippets and
ways on. The module needs nothing but the standard library before a peer is chosen, so that Debian's Python can run the
one that only Debian has.
"""

import json
import resource
import sqlite3
import sys
import time
from collections import Counter
from functools import partial
from pathlib import Path

FACETS = ("site", "language", "type", "topic", "country", "place", "organisation", "person")


class Winnow:
    """Winnow's own path from a request to what a page of results shows."""

    def __init__(self, engine, folder):
        from indexer.engines import open_engine

        self.open = lambda write=False: open_engine(engine, folder, write)

    def index(self, rows):
        from generate import record

        engine = self.open(write=True)
        engine.add(map(record, rows))
        engine.close()

    def start(self):
        from indexer.asking import Corpus

        self.corpus = Corpus(self.open(), ("en",), {})

    def answer(self, asked):
        from indexer.search import search

        return search(self.corpus, self.request(asked)).results.total

    def call(self, asked):
        from indexer.asking import to_query

        return self.corpus.engine.search(to_query(self.corpus, self.request(asked))).total

    def request(self, asked):
        from indexer.asking import Request
        from indexer.model import Filter

        filters = (Filter(asked["facet"], (asked["value"],)),) if asked["facet"] else ()
        return Request(self.query(asked), filters, asked["first"][:4], asked["last"][:4])

    @staticmethod
    def query(asked):
        words = asked["words"]
        match asked["kind"]:
            case "hostile":
                return asked["q"]
            case "or":
                return " OR ".join(words)
            case "phrase":
                return f'"{" ".join(words)}"'
            case "not":
                return f"{words[0]} -{words[1]}"
            case "prefix":
                return f"{words[0][:4]}*"
            case "fuzzy":
                return f"{words[0]}~"
            case _:
                return " ".join(words)


class Tantivy:
    """Raw Tantivy with its own English analyser, parser, aggregations and snippets."""

    def __init__(self, folder):
        import tantivy

        self.tantivy, builder = tantivy, tantivy.SchemaBuilder()
        builder.add_text_field("title", stored=True, tokenizer_name="en_stem")
        builder.add_text_field("text", stored=True, tokenizer_name="en_stem")
        for name in FACETS:
            builder.add_text_field(name, stored=True, fast=True, tokenizer_name="raw", index_option="basic")
        builder.add_unsigned_field("day", stored=True, indexed=True, fast=True)
        builder.add_unsigned_field("year", indexed=True, fast=True)
        folder.mkdir(parents=True)
        self.kept = tantivy.Index(builder.build(), str(folder))

    def index(self, rows):
        writer = self.kept.writer(64_000_000, 1)
        for row in rows:
            document = self.tantivy.Document(title=row["title"], text=row["text"], **row["facets"])
            document.add_unsigned("day", int(row["day"].replace("-", "")))
            document.add_unsigned("year", int(row["day"][:4]))
            writer.add_document(document)
        writer.commit()
        writer.wait_merging_threads()

    def start(self):
        self.kept.reload()
        self.searcher = self.kept.searcher()

    def answer(self, asked):
        query, documents = self.query(asked), self.found(asked)
        generator = self.tantivy.SnippetGenerator.create(self.searcher, query, self.kept.schema, "text")
        for document in documents:
            generator.snippet_from_doc(document).to_html()

    def found(self, asked):
        """The ten best, and what is counted."""
        query = self.query(asked)
        found = self.searcher.search(query, 10)
        asking = {name: {"terms": {"field": name, "size": 10}} for name in FACETS} | {
            "year": {"terms": {"field": "year", "size": 100}}
        }
        self.searcher.aggregate(query, asking)
        documents = [self.searcher.doc(address) for _, address in found.hits]
        [document.to_dict() for document in documents]
        return documents

    call = found

    def query(self, asked):
        native, must = self.tantivy.Query, self.tantivy.Occur.Must
        parts = [(must, self.words(asked))]
        if asked["facet"]:
            parts.append((must, native.term_query(self.kept.schema, asked["facet"], asked["value"], "basic")))
        if asked["first"]:
            days = [int(asked[end].replace("-", "")) for end in ("first", "last")]
            unsigned = self.tantivy.FieldType.Unsigned
            parts.append((must, native.range_query(self.kept.schema, "day", unsigned, *days)))
        return native.boolean_query(parts)

    def words(self, asked):
        native, schema, words = self.tantivy.Query, self.kept.schema, asked["words"]
        match asked["kind"]:
            case "all":
                return native.all_query()
            case "prefix":
                return native.regex_query(schema, "text", f"{words[0][:4]}.*")
            case "fuzzy":
                return native.fuzzy_term_query(schema, "text", words[0], 1)
            case "phrase":
                return self.kept.parse_query(f'"{" ".join(words)}"', ["text"])
            case "not":
                return self.kept.parse_query(f"+{words[0]} -{words[1]}", ["text"])
            case kind:
                return self.kept.parse_query(" ".join(words), ["text"], conjunction_by_default=kind != "or")


class Whoosh:
    """Raw Whoosh as its documentation has it: facets by `groupedby`."""

    def __init__(self, folder):
        from whoosh import fields, index

        facets = {name: fields.KEYWORD(commas=True, stored=True) for name in FACETS}
        schema = fields.Schema(
            id=fields.ID, title=fields.TEXT(stored=True), text=fields.TEXT(stored=True, analyzer=self.stemming()),
            day=fields.NUMERIC(sortable=True), year=fields.NUMERIC, **facets,
        )  # fmt: skip
        folder.mkdir(parents=True)
        self.kept = index.create_in(str(folder), schema)

    @staticmethod
    def stemming():
        from whoosh.analysis import StemmingAnalyzer

        return StemmingAnalyzer()

    def index(self, rows):
        writer = self.kept.writer(limitmb=64)
        for row in rows:
            facets = {name: ",".join(values) for name, values in row["facets"].items()}
            day = int(row["day"].replace("-", ""))
            writer.add_document(
                id=row["id"], title=row["title"], text=row["text"], day=day, year=day // 10_000, **facets
            )
        writer.commit()

    def start(self):
        self.searcher = self.kept.searcher()

    def answer(self, asked):
        from whoosh import sorting

        groups = [sorting.FieldFacet(name, allow_overlap=True) for name in (*FACETS, "year")]
        found = self.searcher.search(self.query(asked), limit=10, groupedby=groups, maptype=sorting.Count)
        for hit in found:
            hit.fields(), hit.highlights("text")
        return len(found)

    def query(self, asked):
        from whoosh import query

        parts = [self.words(asked)]
        if asked["facet"]:
            parts.append(query.Term(asked["facet"], asked["value"]))
        if asked["first"]:
            parts.append(query.NumericRange("day", *(int(asked[end].replace("-", "")) for end in ("first", "last"))))
        return query.And(parts)

    def words(self, asked):
        from whoosh import query

        stems = [token.text for token in self.stemming()(" ".join(asked["words"]))]
        terms = [query.Term("text", stem) for stem in stems]
        match asked["kind"]:
            case "all":
                return query.Every()
            case "or":
                return query.Or(terms)
            case "phrase":
                return query.Phrase("text", stems)
            case "not":
                return query.And([terms[0], query.Not(terms[1])])
            case "prefix":
                return query.Prefix("text", asked["words"][0][:4])
            case "fuzzy":
                return query.FuzzyTerm("text", stems[0], maxdist=1)
            case _:
                return query.And(terms)


class Fts5:
    """SQLite's FTS5 with a Porter stemmer, facets counted in SQL over the documents that match."""

    def __init__(self, folder):
        folder.mkdir(parents=True)
        self.db = sqlite3.connect(folder / "db")

    def index(self, rows):
        self.db.executescript(
            "CREATE VIRTUAL TABLE doc USING fts5(title, text, tokenize = 'porter unicode61', prefix = '3 4');"
            "CREATE TABLE about (id INTEGER PRIMARY KEY, day INTEGER, year INTEGER);"
            "CREATE TABLE facet (name TEXT, value TEXT, id INTEGER, PRIMARY KEY (name, value, id)) WITHOUT ROWID;"
        )
        with self.db:
            for number, row in enumerate(rows):
                day = int(row["day"].replace("-", ""))
                self.db.execute(
                    "INSERT INTO doc (rowid, title, text) VALUES (?, ?, ?)", [number, row["title"], row["text"]]
                )
                self.db.execute("INSERT INTO about VALUES (?, ?, ?)", (number, day, day // 10_000))
                pairs = ((name, value, number) for name, values in row["facets"].items() for value in set(values))
                self.db.executemany("INSERT INTO facet VALUES (?, ?, ?)", pairs)
        self.db.execute("CREATE INDEX by_id ON facet (id)")
        self.db.commit()

    def start(self):
        self.db.execute("CREATE TEMP TABLE hit (id INTEGER PRIMARY KEY, score REAL)")

    def answer(self, asked):
        match, where, values = self.match(asked), "", []
        if asked["facet"]:
            where += " AND rowid IN (SELECT id FROM facet WHERE name = ? AND value = ?)"
            values += [asked["facet"], asked["value"]]
        if asked["first"]:
            where += " AND rowid IN (SELECT id FROM about WHERE day BETWEEN ? AND ?)"
            values += [int(asked[end].replace("-", "")) for end in ("first", "last")]
        score, which, start = ("rank", "doc MATCH ?", [match]) if match else ("0", "1", [])
        self.db.execute("DELETE FROM hit")
        self.db.execute(f"INSERT INTO hit SELECT rowid, {score} FROM doc WHERE {which}{where}", start + values)  # noqa: S608
        total = self.db.execute("SELECT count(*) FROM hit").fetchone()[0]
        counts = "SELECT name, value, count(*) FROM hit JOIN facet USING (id) GROUP BY name, value"
        top = {name: Counter() for name in FACETS}
        for name, value, count in self.db.execute(counts):
            top[name][value] = count
        [counter.most_common(10) for counter in top.values()]
        self.db.execute("SELECT year, count(*) FROM hit JOIN about USING (id) GROUP BY year").fetchall()
        best = [row[0] for row in self.db.execute("SELECT id FROM hit ORDER BY score, id LIMIT 10")]
        cut = "snippet(doc, 1, '[', ']', '…', 32)" if match else "substr(text, 1, 240)"
        for number in best:
            self.db.execute(f"SELECT title, {cut} FROM doc WHERE {which} AND rowid = ?", [*start, number])  # noqa: S608
        return total

    @staticmethod
    def match(asked):
        words = [f'"{word}"' for word in asked["words"]]
        match asked["kind"]:
            case "all":
                return ""
            case "or":
                return " OR ".join(words)
            case "phrase":
                return '"' + " ".join(asked["words"]) + '"'
            case "not":
                return f"{words[0]} NOT {words[1]}"
            case "prefix":
                return f'"{asked["words"][0][:4]}"*'
            case "fuzzy":
                return None
            case _:
                return " AND ".join(words)


class Xapian:
    """Xapian with its English stemmer. It counts one value a slot: those of a document are joined and taken apart."""

    def __init__(self, folder):
        import xapian

        self.xapian, self.folder, self.stemmer = xapian, str(folder), xapian.Stem("en")
        self.db = xapian.WritableDatabase(self.folder, xapian.DB_CREATE_OR_OPEN)

    def index(self, rows):
        generator = self.xapian.TermGenerator()
        generator.set_stemmer(self.stemmer)
        for row in rows:
            document = self.xapian.Document()
            generator.set_document(document)
            generator.index_text(row["text"])
            for slot, name in enumerate(FACETS):
                values = sorted(set(row["facets"][name]))
                document.add_value(slot, "\t".join(values))
                for value in values:
                    document.add_boolean_term(f"X{slot}:{value}"[:240])
            document.add_value(len(FACETS), row["day"])
            document.set_data(json.dumps({"title": row["title"], "text": row["text"]}))
            self.db.add_document(document)
        self.db.commit()

    def start(self):
        self.db = self.xapian.Database(self.folder)

    def answer(self, asked):
        enquire = self.xapian.Enquire(self.db)
        query = self.query(asked)
        enquire.set_query(query)
        spies = [self.xapian.ValueCountMatchSpy(slot) for slot in range(len(FACETS) + 1)]
        for spy in spies:
            enquire.add_matchspy(spy)
        found = enquire.get_mset(0, 10, self.db.get_doccount())
        for spy in spies:
            counts = Counter()
            for item in spy.values():
                for value in item.term.decode().split("\t"):
                    counts[value] += item.termfreq
            counts.most_common(10)
        for match in found:
            found.snippet(json.loads(match.document.get_data())["text"], 240, self.stemmer)
        return found.get_matches_estimated()

    def query(self, asked):
        xapian = self.xapian
        query = self.words(asked)
        if asked["facet"]:
            only = xapian.Query(f"X{FACETS.index(asked['facet'])}:{asked['value']}"[:240])
            query = xapian.Query(xapian.Query.OP_FILTER, query, only)
        if asked["first"]:
            days = xapian.Query(xapian.Query.OP_VALUE_RANGE, len(FACETS), asked["first"], asked["last"])
            query = xapian.Query(xapian.Query.OP_FILTER, query, days)
        return query

    def words(self, asked):
        xapian, words = self.xapian, asked["words"]
        stems = [xapian.Query("Z" + self.stemmer(word.encode()).decode()) for word in words]
        match asked["kind"]:
            case "all":
                return xapian.Query.MatchAll
            case "or":
                return xapian.Query(xapian.Query.OP_OR, stems)
            case "phrase":
                return xapian.Query(xapian.Query.OP_PHRASE, words)
            case "not":
                return xapian.Query(xapian.Query.OP_AND_NOT, *stems)
            case "prefix":
                # all five arguments, or the binding takes the text for a list
                limit, combiner = xapian.Query.WILDCARD_LIMIT_ERROR, xapian.Query.OP_SYNONYM
                return xapian.Query(xapian.Query.OP_WILDCARD, words[0][:4], 0, limit, combiner)
            case "fuzzy":
                return None
            case _:
                return xapian.Query(xapian.Query.OP_AND, stems)


PEERS = {
    "winnow on tantivy": lambda folder: Winnow("tantivy", folder),
    "winnow on whoosh": lambda folder: Winnow("whoosh", folder),
    "tantivy": Tantivy,
    "whoosh": Whoosh,
    "fts5": Fts5,
    "xapian": Xapian,
}


def main():
    name, folder, rows = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])
    peer = PEERS[name](folder)
    given = map(json.loads, rows.open(encoding="utf-8"))
    count = Counter()
    seconds = taken(lambda: peer.index(counted(given, count))) / 1000
    size = sum(file.stat().st_size for file in folder.rglob("*") if file.is_file()) / 1e6
    say({"records": count["rows"], "seconds": seconds, "megabytes": size})
    say({"start": taken(peer.start)})
    for line in sys.stdin:
        asked = json.loads(line)
        able = name not in ("fts5", "xapian") or asked["kind"] != "fuzzy"
        call = taken(partial(peer.call, asked)) if hasattr(peer, "call") else None
        say({"spent": taken(partial(peer.answer, asked)) if able else None, "call": call})
    say({"peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000})


def counted(rows, count):
    for row in rows:
        count["rows"] += 1
        yield row


def taken(do):
    """CPU milliseconds of the whole process."""
    start = time.process_time()
    do()
    return (time.process_time() - start) * 1000


def say(row):
    print(json.dumps(row), flush=True)


if __name__ == "__main__":
    main()
