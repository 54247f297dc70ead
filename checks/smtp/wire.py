"""Passes a connection on to a mail server and writes down what the caller says on the wire.

wire.py PORT TARGET-PORT FILE
"""

import socket
import sys
import threading

port, target, path = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
record = open(path, "ab", buffering=0)


def carry(source, sink, keep):
    try:
        while data := source.recv(65536):
            if keep:
                record.write(data)
            sink.sendall(data)
    except OSError:
        pass
    for end in (source, sink):
        try:
            end.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass


listening = socket.create_server(("127.0.0.1", port))
while True:
    caller, _ = listening.accept()
    server = socket.create_connection(("127.0.0.1", target))
    threading.Thread(target=carry, args=(caller, server, True), daemon=True).start()
    threading.Thread(target=carry, args=(server, caller, False), daemon=True).start()
