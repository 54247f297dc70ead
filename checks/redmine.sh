#!/bin/sh
# Checks the packaged service against a real Redmine on this machine: ticket, comment, private note, status, lost answer.
# Needs root and Debian 12 or newer, because it installs the packages redmine and redmine-sqlite. docs/tickets.md explains it.
#   checks/redmine.sh [SCRATCH-FOLDER]
set -eu

home=$(cd "$(dirname "$0")/.." && pwd)
scratch=${1:-$(mktemp -d)}
mkdir -p "$scratch"
scratch=$(cd "$scratch" && pwd)
export DEBIAN_FRONTEND=noninteractive
api_token=check-$(od -An -N8 -tx8 /dev/urandom | tr -d ' ')
failures=0
service=
lossy=

stop() {
    [ -z "$service" ] || kill "$service" 2>/dev/null || :
    [ -z "$lossy" ] || kill "$lossy" 2>/dev/null || :
    [ ! -f "$scratch/redmine.pid" ] || kill "$(cat "$scratch/redmine.pid")" 2>/dev/null || :
    [ -z "$service" ] || wait "$service" 2>/dev/null || :
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

free_port() { ruby -rsocket -e 's = TCPServer.new("127.0.0.1", 0); puts s.addr[1]'; }

# json EXPRESSION: of the document on standard input, as d.
json() { ruby -rjson -e "d = JSON.parse(STDIN.read); puts($1)"; }

# --- Redmine --------------------------------------------------------------------------------------------------------

say "Installing and starting Redmine in $scratch"
if ! dpkg -s redmine redmine-sqlite >/dev/null 2>&1; then
    apt-get update -qq
    apt-get install -y -qq --no-install-recommends redmine redmine-sqlite >"$scratch/install.log" 2>&1
fi
redmine_port=$(free_port)
cd /usr/share/redmine
export RAILS_ENV=production X_DEBIAN_SITEID=default
bundle exec bin/rails runner "$home/checks/redmine/setup.rb" 2>"$scratch/setup.log" | grep -E '^[A-Z_]+=' >"$scratch/env"
. "$scratch/env"
# The package's list of libraries leaves out the web server that it comes with.
RUBYLIB=$(dirname "$(dpkg -L ruby-webrick | grep '/webrick.rb$')") \
    setsid nohup bundle exec bin/rails server -u webrick -b 127.0.0.1 -p "$redmine_port" -P "$scratch/redmine.pid" \
    >"$scratch/redmine.log" 2>&1 &
redmine=http://127.0.0.1:$redmine_port
for _ in $(seq 1 80); do
    curl -fs -o /dev/null "$redmine/" && break
    sleep 0.5
done

as_admin() { curl -fs -H "X-Redmine-API-Key: $ADMIN_KEY" -H 'Content-Type: application/json' "$@"; }

issues() { as_admin "$redmine/issues.json?status_id=*&cf_$FIELD=$1" | json 'd["issues"].length'; }

journals() { as_admin "$redmine/issues/$issue.json?include=journals" | json "d['issue']['journals'].select { |j| $1 }.length"; }

# --- Relaydesk ------------------------------------------------------------------------------------------------------

proxy_port=$(free_port)
ruby "$home/checks/redmine/lossy.rb" "$proxy_port" "$redmine_port" "$scratch/lose" >"$scratch/lossy.log" 2>&1 &
lossy=$!
port=$(free_port)
export RELAYDESK_HTTP_PORT="$port" RELAYDESK_MANAGEMENT_PORT=0 RELAYDESK_DATA_DIR="$scratch/data" RELAYDESK_AOT=off \
    RELAYDESK_API_TOKEN="$api_token" RELAYDESK_TICKET_GATEWAY=redmine RELAYDESK_TICKET_URL="http://127.0.0.1:$proxy_port" \
    RELAYDESK_TICKET_PROJECT=support RELAYDESK_TICKET_FIELD="$FIELD" RELAYDESK_TICKET_TOKEN="$BOT_KEY" \
    RELAYDESK_TICKET_RUN_POLL=2s RELAYDESK_TICKET_RUN_PAUSE=2s

say "Asking the doctor"
if "$home/relaydesk" doctor >"$scratch/doctor.txt"; then passed "doctor is content"; else failed "doctor is content"; fi
cat "$scratch/doctor.txt"
if RELAYDESK_TICKET_TOKEN=wrong "$home/relaydesk" doctor >"$scratch/doctor-wrong.txt"; then
    failed "doctor notices a wrong key"
else
    passed "doctor notices a wrong key: $(grep FAIL "$scratch/doctor-wrong.txt" | head -n 1)"
fi

say "Starting Relaydesk"
"$home/relaydesk" start >"$scratch/relaydesk.log" 2>&1 &
service=$!

ours() { curl -fs -H "Authorization: Bearer $api_token" -H 'Content-Type: application/json' "$@"; }

relaydesk=http://127.0.0.1:$port
for _ in $(seq 1 240); do
    ours -o /dev/null "$relaydesk/api/v1/tickets" && break
    sleep 0.5
done

writes() { ours -o "$scratch/reply.json" -X POST "$relaydesk/api/message" -d "{\"customer_id\":\"$1\",\"text\":\"$2\"}"; }

newest() { ours "$relaydesk/api/v1/tickets?limit=1" | json "d['items'][0]$1"; }

say "A ticket, a comment, a note"
writes ana 'Open a ticket: my lamp is broken'
is "the ticket is in Redmine" done newest "['dispatch']['state']"
id=$(newest "['ticket_id']")
issue=$(newest "['outside']['id']")
reference=$(as_admin "$redmine/issues/$issue.json" | json "d['issue']['custom_fields'].find { |f| f['id'] == $FIELD }['value']")
is "it is found by our reference" 1 issues "$reference"
writes ana 'The lamp is blue 💡'
is "a later message is a public comment" 1 journals "j['notes'].to_s.start_with?('The lamp is blue 💡') && !j['private_notes']"
ours -o /dev/null -X POST "$relaydesk/api/v1/tickets/$id/comments" -d '{"text":"Known customer","private":true}'
is "a note for staff is private" 1 journals "j['notes'].to_s.start_with?('Known customer') && j['private_notes']"

say "The right to write private notes is taken away"
bundle exec bin/rails runner "r = Role.find($ROLE); r.remove_permission!(:set_notes_private)" >>"$scratch/setup.log" 2>&1
ours -o /dev/null -X POST "$relaydesk/api/v1/tickets/$id/comments" -d '{"text":"Never public","private":true}'
comment() { ours "$relaydesk/api/v1/tickets/$id" | json "d['comments'].last['dispatch'].values_at('state', 'error_code').join(' ')"; }
is "the note fails" "failed no_private_notes" comment
is "and was not made public" 0 journals "j['notes'].to_s.include?('Never public')"

say "The issue is resolved"
as_admin -o /dev/null -X PUT "$redmine/issues/$issue.json" -d '{"issue":{"status_id":3}}'
is "the status follows" solved newest "['status']"
anas=$(newest "['conversation_id']")
told() {
    ours "$relaydesk/api/v1/conversations/$anas/messages" \
        | json "d['items'].count { |m| m['author'] == 'system' && m['text'].to_s.start_with?('Good news') }"
}
is "the customer is told once" 1 told
mode() { ours "$relaydesk/api/v1/conversations/$anas" | json "d['mode']"; }
is "the bot is back" bot mode

say "The answer to a create is lost"
touch "$scratch/lose"
writes ben 'Open a ticket: my chair is broken'
is "the ticket is in Redmine all the same" done newest "['dispatch']['state']"
issue=$(newest "['outside']['id']")
reference=$(as_admin "$redmine/issues/$issue.json" | json "d['issue']['custom_fields'].find { |f| f['id'] == $FIELD }['value']")
is "exactly once" 1 issues "$reference"
is "and nobody was told twice meanwhile" 1 told
if [ -f "$scratch/lose" ]; then failed "an answer was lost"; else passed "an answer was lost"; fi

say ""
if [ "$failures" -gt 0 ]; then
    say "$failures failures; logs are in $scratch"
    exit 1
fi
say "All passed with Redmine $(dpkg-query -W -f '${Version}' redmine)"
