#!/bin/sh
# Checks the packaged service against a real Exim on this machine: STARTTLS, signing in, the mail of a handoff, a wrong
# password, and a server without TLS. Needs root and Debian 12 or newer, because it installs the packages exim4-daemon-light
# and python3. docs/handoff.md explains it.
#   checks/smtp.sh [SCRATCH-FOLDER]
set -eu

home=$(cd "$(dirname "$0")/.." && pwd)
scratch=${1:-$(mktemp -d)}
mkdir -p "$scratch"
scratch=$(cd "$scratch" && pwd)
export DEBIAN_FRONTEND=noninteractive
random() { od -An -N8 -tx8 /dev/urandom | tr -d ' '; }
api_token=check-$(random)
password=right-$(random)
failures=0
service=
wires=

stop_service() {
    [ -z "$service" ] || kill "$service" 2>/dev/null || :
    [ -z "$service" ] || wait "$service" 2>/dev/null || :
    service=
}

stop() {
    stop_service
    # shellcheck disable=SC2086 # the list is split on purpose
    [ -z "$wires" ] || kill $wires 2>/dev/null || :
    [ ! -f "$scratch/exim.pid" ] || kill "$(cat "$scratch/exim.pid")" 2>/dev/null || :
}
trap stop EXIT

say() { printf '%s\n' "$*"; }

passed() { say "ok    $*"; }

failed() {
    say "FAIL  $*"
    failures=$((failures + 1))
}

# is WHAT EXPECTED COMMAND…: the command says this within 40 s.
is() {
    what=$1
    expected=$2
    shift 2
    for _ in $(seq 1 80); do
        actual=$("$@" 2>/dev/null || :)
        if [ "$actual" = "$expected" ]; then
            passed "$what"
            return
        fi
        sleep 0.5
    done
    failed "$what: expected '$expected', was '$actual'"
}

free_port() { python3 -c 'import socket; s = socket.create_server(("127.0.0.1", 0)); print(s.getsockname()[1])'; }

# json EXPRESSION: of the document on standard input, as d.
json() { python3 -c "import json, sys; d = json.load(sys.stdin); print($1)"; }

# --- Exim -----------------------------------------------------------------------------------------------------------

say "Installing and starting Exim in $scratch"
if ! dpkg -s exim4-daemon-light python3 >/dev/null 2>&1; then
    apt-get update -qq
    # So that the package does not start a mail server of its own.
    RUNLEVEL=1 apt-get install -y -qq --no-install-recommends exim4-daemon-light python3 >"$scratch/install.log" 2>&1
fi
chmod 711 "$scratch"
mkdir -p "$scratch/exim" "$scratch/mails"
openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost -addext subjectAltName=DNS:localhost \
    -keyout "$scratch/server.key" -out "$scratch/server.crt" 2>"$scratch/openssl.log"
tls_port=$(free_port)
clear_port=$(free_port)
wrapped_port=$(free_port)
sed -e "s|SCRATCH|$scratch|g" -e "s|TLS_PORT|$tls_port|g" -e "s|CLEAR_PORT|$clear_port|g" \
    -e "s|WRAPPED_PORT|$wrapped_port|g" -e "s|PASSWORD|$password|g" \
    "$home/checks/smtp/exim.conf" >"$scratch/exim.conf"
chmod 644 "$scratch/exim.conf"
chmod 640 "$scratch/server.key"
chown -R Debian-exim:Debian-exim "$scratch/exim" "$scratch/mails" "$scratch/server.key"
exim4 -C "$scratch/exim.conf" -bd >"$scratch/exim.log" 2>&1
wired_tls=$(free_port)
python3 "$home/checks/smtp/wire.py" "$wired_tls" "$tls_port" "$scratch/wire-tls" >"$scratch/wire.log" 2>&1 &
wires=$!
wired_clear=$(free_port)
python3 "$home/checks/smtp/wire.py" "$wired_clear" "$clear_port" "$scratch/wire-clear" >>"$scratch/wire.log" 2>&1 &
wires="$wires $!"

# --- Relaydesk ------------------------------------------------------------------------------------------------------

keytool=$(command -v keytool || ls "${JAVA_HOME:-/nonexistent}"/bin/keytool /usr/lib/jvm/*/bin/keytool 2>/dev/null | head -n 1)
"$keytool" -importcert -noprompt -alias check -file "$scratch/server.crt" -keystore "$scratch/trust.p12" -storetype PKCS12 \
    -storepass changeit >"$scratch/keytool.log" 2>&1
port=$(free_port)
export RELAYDESK_HTTP_PORT="$port" RELAYDESK_MANAGEMENT_PORT=0 RELAYDESK_DATA_DIR="$scratch/data" RELAYDESK_AOT=off \
    RELAYDESK_API_TOKEN="$api_token" RELAYDESK_ADMIN_EMAIL=ada@example.org RELAYDESK_ADMIN_PASSWORD="nine green lanterns" \
    RELAYDESK_HANDOFF_LADDER=mail,slack RELAYDESK_MAIL_HOST=localhost RELAYDESK_MAIL_FROM=desk@example.org \
    RELAYDESK_MAIL_USERNAME=desk RELAYDESK_MAIL_PASSWORD="$password" RELAYDESK_MAIL_PORT="$wired_tls"
trusting="-Djavax.net.ssl.trustStore=$scratch/trust.p12 -Djavax.net.ssl.trustStorePassword=changeit"
export RELAYDESK_JAVA_OPTS="$trusting"

# doctor WHAT LINE: it says this line, and the password nowhere.
doctor() {
    "$home/relaydesk" doctor >"$scratch/doctor.txt" || :
    if grep -qF "$2" "$scratch/doctor.txt"; then passed "$1"; else failed "$1: $(grep -E '^.{6}mail' "$scratch/doctor.txt")"; fi
    if grep -qF "$RELAYDESK_MAIL_PASSWORD" "$scratch/doctor.txt"; then failed "the doctor tells the password"; fi
}

ours() { curl -fs -H "Authorization: Bearer $api_token" -H 'Content-Type: application/json' "$@"; }

relaydesk=http://127.0.0.1:$port

start_service() {
    "$home/relaydesk" start >>"$scratch/relaydesk.log" 2>&1 &
    service=$!
    for _ in $(seq 1 240); do
        ours -o /dev/null "$relaydesk/api/v1/handoffs" && return
        sleep 0.5
    done
    failed "Relaydesk starts"
}

# asks CUSTOMER NAME: somebody wants a human.
asks() {
    ours -o "$scratch/reply.json" -X POST "$relaydesk/api/message" \
        -d "{\"customer_id\":\"$1\",\"profile_name\":\"$2\",\"text\":\"human\"}"
    conversation=$(json 'd["conversation_id"]' <"$scratch/reply.json")
}

# notice CHANNEL FIELD…: of the request by that channel in the last conversation.
notice() {
    channel=$1
    shift
    ours "$relaydesk/api/v1/handoffs" | json "*(n[field] for h in d['items'] if h['conversation_id'] == '$conversation' \
        for n in h['notices'] if n['channel'] == '$channel' for field in '$*'.split())"
}

arrived() { find "$scratch/mails/new" -type f 2>/dev/null | wc -l | tr -d ' '; }

letter() { python3 "$home/checks/smtp/letter.py" "$1" <"$(find "$scratch/mails/new" -type f | head -n 1)"; }

on_wire() { if grep -aqE "$1" "$2" 2>/dev/null; then say yes; else say no; fi; }

secret_on_wire() {
    plain=$(printf '\0desk\0%s' "$RELAYDESK_MAIL_PASSWORD" | base64 -w 0)
    login=$(printf '%s' "$RELAYDESK_MAIL_PASSWORD" | base64 -w 0)
    on_wire "AUTH|$plain|$login|$RELAYDESK_MAIL_PASSWORD" "$1"
}

say "With STARTTLS and the right password"
doctor "the doctor is content" "OK    mail      it takes name and password"
RELAYDESK_JAVA_OPTS=
doctor "the doctor does not take a certificate that nobody vouches for" "FAIL  mail      the mail server's certificate is not accepted"
RELAYDESK_JAVA_OPTS=$trusting
start_service
asks ana 'Ana\r\nBcc: evil@example.org\r\n\r\nHello'
is "the notice is sent" sent notice mail state
is "the mail is there" 1 arrived
is "it has both parts" "multipart/alternative text/html text/plain" letter parts
is "the customer's name cannot begin a header" "Waiting for you: Ana Bcc: evil@example.org Hello" letter subject
is "its headers are ours alone" \
    "From: desk@example.org; To: ada@example.org; Auto-Submitted: auto-generated; X-Auto-Response-Suppress: All" letter headers
is "both parts have the same link" "one link in both" letter link
is "Exim saw TLS and the name" 1 sh -c "grep -cE ' <= desk@example.org .*X=TLS.* A=(plain|login):desk' '$scratch/exim/mainlog'"
is "the wire carried STARTTLS" yes on_wire STARTTLS "$scratch/wire-tls"
is "and neither password nor mail in clear" no secret_on_wire "$scratch/wire-tls"
is "nor anybody's address" no on_wire 'ada@example|MAIL FROM' "$scratch/wire-tls"
stop_service

say "With TLS from the first byte"
export RELAYDESK_MAIL_TLS=tls RELAYDESK_MAIL_PORT="$wrapped_port"
doctor "the doctor is content" "OK    mail      it takes name and password"
start_service
asks dan Dan
is "the notice is sent" sent notice mail state
is "the mail is there" 2 arrived
stop_service

say "With a wrong password"
export RELAYDESK_MAIL_TLS=starttls RELAYDESK_MAIL_PORT="$wired_tls"
export RELAYDESK_MAIL_PASSWORD=wrong-word-here
doctor "the doctor says so" "FAIL  mail      the mail server refuses name and password"
start_service
asks ben Ben
is "the notice fails for good, with the reason" "failed authentication" notice mail state error_code
is "the next step is told at once" sent notice slack state
is "no mail came" 2 arrived
stop_service

say "With a server that offers signing in, but no TLS"
export RELAYDESK_MAIL_PASSWORD="$password" RELAYDESK_MAIL_PORT="$wired_clear" RELAYDESK_HANDOFF_NOTICE_ATTEMPTS=2
doctor "the doctor says so" "FAIL  mail      the mail server does not offer STARTTLS, so nothing was said to it"
start_service
asks cem Cem
is "the notice is given up" "failed unreachable" notice mail state error_code
is "the next step is told" sent notice slack state
is "the server was greeted" yes on_wire EHLO "$scratch/wire-clear"
is "and never heard the password" no secret_on_wire "$scratch/wire-clear"
is "no mail came" 2 arrived
stop_service

say ""
if [ "$failures" -gt 0 ]; then
    say "$failures failures; logs are in $scratch"
    exit 1
fi
say "All passed with Exim $(dpkg-query -W -f '${Version}' exim4-daemon-light)"
