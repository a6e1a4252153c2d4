"""What the benchmarks share: clocks, rounds in turns, tables."""

import resource

MB = 1e6
ROUNDS = 3


def processor():
    """The processor's seconds of this process and of those that it has waited for."""
    own, children = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(usage.ru_utime + usage.ru_stime for usage in (own, children))


def best(sides, clock, rounds=ROUNDS):
    """The best time of each side, and what it last gave, in turns."""
    times, results = {}, {}
    for _ in range(rounds):
        for name, work in sides.items():
            start = clock()
            results[name] = work()
            taken = clock() - start
            times[name] = min(taken, times.get(name, taken))
    return times, results


def table(title, head, rows):
    print(f"\n**{title}**\n\n| {' | '.join(head)} |\n|{'|'.join('---' for _ in head)}|")
    for row in rows:
        print(f"| {' | '.join(str(cell) for cell in row)} |")


def size_of(texts):
    """The bytes of texts, in MB."""
    return sum(len(text.encode()) for text in texts) / MB
