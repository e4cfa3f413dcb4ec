#!/usr/bin/env bash
# Creates the columns that Cosell Bridge maps, and a key on the referral identifier, on the tables opportunity and lead.
# What exists is left alone, so it can be started again at any time. Needs bash and curl. See README.md.
set -euo pipefail

usage="usage: DATAVERSE_TOKEN=... create-columns.sh --prefix PREFIX [options] https://contoso.crm.dynamics.com

  --prefix PREFIX     customization prefix of your publisher, such as contoso
  --solution NAME     unique name of the unmanaged solution that takes the columns up; default: the default solution
  --language LCID     language of the labels, the base language of the environment; default: 1033, English
  --change-tracking   also switch change tracking on for both tables, which cannot be switched off again
  --wait SECONDS      how long to wait for the keys to become active; default: 900
  --dry-run           only read, and show what would be sent; without DATAVERSE_TOKEN as if nothing existed"

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
tables='opportunity lead'
prefix='' solution='' language=1033 change_tracking=no patience=900 dry_run=no url=''
pause=${KEY_PAUSE:-5}
written=0 problems=0
token=${DATAVERSE_TOKEN:-}

fail() {
  echo "create-columns.sh: $*" >&2
  exit 1
}

problem() {
  echo "PROBLEM  $*" >&2
  problems=$((problems + 1))
}

read_arguments() {
  while [ $# -gt 0 ]; do
    case $1 in
      --prefix | --solution | --language | --wait) [ $# -gt 1 ] || fail "$1 needs a value" ;;
    esac
    case $1 in
      --prefix) prefix=$2; shift ;;
      --solution) solution=$2; shift ;;
      --language) language=$2; shift ;;
      --wait) patience=$2; shift ;;
      --change-tracking) change_tracking=yes ;;
      --dry-run) dry_run=yes ;;
      --help) echo "$usage"; exit 0 ;;
      -*) fail "unknown option $1; --help shows all" ;;
      *) url=${1%/} ;;
    esac
    shift
  done
}

check_arguments() {
  matches "$prefix" '[a-z][a-z0-9]{1,7}' || fail "--prefix: 2 to 8 small letters and digits, not '$prefix'; --help shows all"
  matches "$solution" '[A-Za-z0-9_]*' || fail "--solution: a unique name, not '$solution'"
  matches "$language" '[0-9]{4,5}' || fail "--language: a number such as 1033, not '$language'"
  matches "$patience" '[0-9]{1,5}' || fail "--wait: seconds, not '$patience'"
  matches "$url" 'https://[^/ ]+|http://(127\.0\.0\.1|localhost)(:[0-9]+)?' \
    || fail "the address of the environment, such as https://contoso.crm.dynamics.com, not '$url'"
  [ -n "$token" ] || [ $dry_run = yes ] || fail 'DATAVERSE_TOKEN is not set; README.md tells where a token comes from'
  matches "$token" '[A-Za-z0-9._~+/=-]*' || fail 'DATAVERSE_TOKEN is no token'
}

matches() {
  [[ $1 =~ ^($2)$ ]]
}

# call METHOD PATH [BODY]: leaves the HTTP status in $status and the answer in the file $answer
call() {
  local options=(--silent --show-error --globoff --max-time 600 --config - --request "$1")
  options+=(--output "$answer" --write-out '%{http_code}')
  options+=(--header 'Accept: application/json' --header 'OData-Version: 4.0' --header 'OData-MaxVersion: 4.0')
  # without it a read may be answered from a cache that does not know yet what was created
  options+=(--header 'Consistency: Strong')
  if [ "$1" = GET ]; then
    options+=(--retry 3)
  else
    options+=(--header 'Content-Type: application/json; charset=utf-8' --data-binary "${3:+@}${3:-}")
    [ "$1" != PUT ] || options+=(--header 'MSCRM.MergeLabels: true')
    [ -z "$solution" ] || options+=(--header "MSCRM.SolutionUniqueName: $solution")
  fi
  : > "$answer"
  # the token goes through stdin, since other users of the machine can see arguments
  status=$(printf 'header = "Authorization: Bearer %s"\n' "$token" | curl "${options[@]}" "$url/api/data/v9.2/$2") \
    || fail "$1 $2 was not answered"
}

get() {
  if [ -z "$token" ]; then
    status=404
    return
  fi
  call GET "$1"
  case $status in
    200 | 404) ;;
    *) refused GET "$1" ;;
  esac
}

# send WHAT METHOD PATH [BODY]
send() {
  written=$((written + 1))
  if [ $dry_run = yes ]; then
    printf 'would %s\n%s %s\n' "$1" "$2" "$3"
    [ -z "${4:-}" ] || { cat "$4"; echo; }
    return
  fi
  call "$2" "$3" "${4:-}"
  case $status in
    2*) echo "$1: done" ;;
    *) refused "$2" "$3" ;;
  esac
}

refused() {
  fail "$1 $2 answered $status: $(head -c 1000 "$answer")"
}

# property NAME FILE: the value of a property that stands once in the file
property() {
  tr -d '\r\n' < "$2" | sed -n "s/.*\"$1\" *: *\"\{0,1\}\([^\",}]*\).*/\1/p"
}

# fill FILE: leaves the file with prefix and language filled in in $body
fill() {
  sed -e "s/{prefix}/$prefix/g" -e "s/\"LanguageCode\": 1033/\"LanguageCode\": $language/" "$1" > "$body"
}

check_table() {
  [ -n "$token" ] || return 0
  get "EntityDefinitions(LogicalName='$1')?\$select=LogicalName"
  [ "$status" = 200 ] || fail "there is no table $1 at $url; is Dynamics 365 Sales installed there?"
}

ensure_column() {
  local name
  name=$(property SchemaName "$body" | tr '[:upper:]' '[:lower:]')
  get "EntityDefinitions(LogicalName='$1')/Attributes(LogicalName='$name')?\$select=LogicalName,AttributeType"
  if [ "$status" = 404 ]; then
    send "create column $1.$name" POST "EntityDefinitions(LogicalName='$1')/Attributes" "$body"
  else
    compare_column "$1" "$name"
  fi
}

compare_column() {
  local wanted found
  wanted=$(property AttributeType "$body")
  found=$(property AttributeType "$answer")
  if [ "$found" != "$wanted" ]; then
    problem "column $1.$2 is a $found, but has to be a $wanted"
    return
  fi
  echo "column $1.$2 exists"
  case $wanted in
    String | Memo) compare_length "$1" "$2" "$wanted" ;;
  esac
}

compare_length() {
  local wanted found
  wanted=$(property MaxLength "$body")
  get "EntityDefinitions(LogicalName='$1')/Attributes(LogicalName='$2')/Microsoft.Dynamics.CRM.$3AttributeMetadata?\$select=MaxLength"
  found=$(property MaxLength "$answer")
  if [ "${found:-0}" -lt "$wanted" ]; then
    echo "NOTE     column $1.$2 holds $found characters, not $wanted: say 'max: $found' in its mapping row"
  fi
}

# read_key TABLE: leaves the key on the referral identifier in $key and its state in $key_state, both empty without one
read_key() {
  local columns found
  columns=$(tr -d ' \r\n' < "$key_body" | sed 's/.*\("KeyAttributes":\[[^]]*\]\).*/\1/')
  get "EntityDefinitions(LogicalName='$1')/Keys?\$select=LogicalName,KeyAttributes,EntityKeyIndexStatus"
  found=$(tr -d ' \r\n' < "$answer" | tr '{}' '\n\n' | grep -F "$columns" | head -n 1 || true)
  key=$(sed -n 's/.*"LogicalName":"\([^"]*\)".*/\1/p' <<< "$found")
  key_state=$(sed -n 's/.*"EntityKeyIndexStatus":"\([^"]*\)".*/\1/p' <<< "$found")
}

ensure_key() {
  read_key "$1"
  if [ -z "$key" ]; then
    send "create the key on the referral identifier of $1" POST "EntityDefinitions(LogicalName='$1')/Keys" "$key_body"
  elif [ "$key_state" = Failed ]; then
    printf '{"EntityLogicalName": "%s", "EntityKeyLogicalName": "%s"}\n' "$1" "$key" > "$body"
    send "build the failed key $1.$key again" POST ReactivateEntityKey "$body"
  else
    echo "key $1.$key exists"
  fi
}

wait_for_key() {
  local end=$((SECONDS + patience))
  read_key "$1"
  until [ "$key_state" = Active ]; do
    if [ "$key_state" = Failed ]; then
      problem "key $1.$key failed: two rows have the same referral identifier? Empty one of them, and start again"
      return
    elif [ $SECONDS -ge $end ]; then
      problem "key $1.$key is still ${key_state:-absent} after $patience s: start again later"
      return
    fi
    sleep "$pause"
    read_key "$1"
  done
  echo "key $1.$key is active"
}

ensure_change_tracking() {
  if [ -z "$token" ]; then
    [ $change_tracking = no ] || echo "would send the definition of $1 back with ChangeTrackingEnabled true"
    return
  fi
  get "EntityDefinitions(LogicalName='$1')?\$select=ChangeTrackingEnabled"
  if [ "$(property ChangeTrackingEnabled "$answer")" = true ]; then
    echo "change tracking of $1 is on"
  elif [ $change_tracking = no ]; then
    echo "NOTE     change tracking of $1 is off; --change-tracking switches it on"
  else
    switch_change_tracking_on "$1"
  fi
}

# a definition cannot be changed in part: it goes back whole
switch_change_tracking_on() {
  get "EntityDefinitions(LogicalName='$1')"
  sed 's/"ChangeTrackingEnabled" *: *false/"ChangeTrackingEnabled":true/' "$answer" > "$body"
  [ "$(property ChangeTrackingEnabled "$body")" = true ] || fail "the definition of $1 tells nothing of change tracking"
  send "switch on change tracking of $1" PUT "EntityDefinitions(LogicalName='$1')" "$body"
}

read_arguments "$@"
check_arguments
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
# relative names: curl under Git Bash does not understand /tmp
cd "$work"
answer=answer body=body key_body=key
: > "$answer"
fill "$here/keys/referral-identifier.json"
mv "$body" "$key_body"

for table in $tables; do
  check_table "$table"
  for file in "$here"/columns/*.json; do
    fill "$file"
    ensure_column "$table"
  done
done
for table in $tables; do ensure_key "$table"; done
for table in $tables; do ensure_change_tracking "$table"; done
if [ $dry_run = no ]; then
  for table in $tables; do wait_for_key "$table"; done
fi
[ $written -eq 0 ] || send 'publish all customizations' POST PublishAllXml
if [ $dry_run = yes ]; then
  echo "$written requests would be sent; nothing was changed"
else
  echo "$written requests were sent"
fi
[ $problems -eq 0 ] || fail "$problems problems, see above"
