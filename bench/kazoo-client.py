"""Milliseconds that kazoo takes for so many operations of a kind, with so many outstanding.

    kazoo-client.py CONNECT_STRING create|read ROOT COUNT OUTSTANDING
"""
import sys
import threading
import time

from kazoo.client import KazooClient

connect_string, kind, root, count, outstanding = sys.argv[1:]
client = KazooClient(hosts=connect_string)
client.start()
client.create(root, b"x" * 100)
free = threading.Semaphore(int(outstanding))
failed = []


def answered(result):
    if not result.successful():
        failed.append(result.exception)
    free.release()


begin = time.perf_counter()
for number in range(int(count)):
    free.acquire()
    if kind == "create":
        result = client.create_async("%s/n%d" % (root, number), b"x" * 100)
    else:
        result = client.get_async(root)
    result.rawlink(answered)
for _ in range(int(outstanding)):
    free.acquire()
print((time.perf_counter() - begin) * 1000)
if failed:
    sys.exit(repr(failed[0]))
client.stop()
