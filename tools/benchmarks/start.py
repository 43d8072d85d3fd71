"""What starting the program costs: CPU time of `--version` against git's, and of a command (its help) that loads the
engine, without and with the libraries that only publishing needs."""
import statistics

from common import TOOL, measured

RUNS = 60
LIMIT = 2  # times git


def start():
    commands = {"--version": [TOOL, "--version"], "git --version": ["git", "--version"],
                "status --help": [TOOL, "status", "--help"], "pdf --help": [TOOL, "pdf", "--help"]}
    used = {name: [] for name in commands}
    for _ in range(RUNS):
        for name, command in commands.items():
            used[name].append(measured(command).cpu)
    ms = {name: 1000 * statistics.median(times) for name, times in used.items()}
    ratio = ms["--version"] / ms["git --version"]
    print(f"{'start, CPU time of --version':34} {ms['--version']:8.1f} ms   {'git --version':44} {ms['git --version']:8.1f} ms   "
          f"ratio {ratio:5.2f}  (limit {LIMIT}) {'ok' if ratio <= LIMIT else 'MISSED'}", flush=True)
    print(f"{'start of a command (status --help)':34} {ms['status --help']:8.1f} ms   "
          f"{'with what only pages need (pdf --help)':44} {ms['pdf --help']:8.1f} ms", flush=True)
