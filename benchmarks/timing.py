"""What a call takes: time, and the CPU of this process and of the server that works for it."""

import math
import statistics
import time
from collections.abc import Callable, Sequence
from typing import Any

import psutil
from django.db import connection


def times(call: Callable[[Any], object], on: Sequence[Any]) -> dict[str, float]:
    """Return the median and the 95th percentile of the time, and the mean of the CPU, in ms."""
    taken, cpu = [], _cpu()
    for one in on:
        started = time.perf_counter()
        call(one)
        taken.append((time.perf_counter() - started) * 1000)
    cpu = (_cpu() - cpu) * 1000 / len(on)
    taken.sort()
    p95 = taken[math.ceil(len(taken) * 0.95) - 1]
    return {"median": statistics.median(taken), "p95": p95, "cpu": cpu}


def _cpu() -> float:
    if connection.vendor == "sqlite":
        return time.process_time()
    connection.ensure_connection()
    server = psutil.Process(connection.connection.info.backend_pid).cpu_times()
    return time.process_time() + server.user + server.system
