"""Reads a mail from standard input and says one thing about it: letter.py parts | subject | headers | link."""

import email
import email.policy
import re
import sys

mail = email.message_from_binary_file(sys.stdin.buffer, policy=email.policy.default)
parts = {part.get_content_type(): part for part in mail.walk() if not part.is_multipart()}
match sys.argv[1]:
    case "parts":
        print(mail.get_content_type(), *sorted(parts))
    case "subject":
        print(mail["Subject"])
    case "headers":
        wanted = ("From", "To", "Bcc", "Cc", "Auto-Submitted", "X-Auto-Response-Suppress")
        print("; ".join(f"{name}: {value}" for name, value in mail.items() if name in wanted))
    case "link":
        found = [set(re.findall(r"https?://[^\s\"'<>]+/handoff/[^\s\"'<>]+", each.get_content())) for each in parts.values()]
        print("one link in both" if len(found) == 2 and found[0] == found[1] and len(found[0]) == 1 else found)
