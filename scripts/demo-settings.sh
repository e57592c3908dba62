#!/usr/bin/env bash
# Writes the demo's settings: five accounts at the simulator, their keys in the environment.
# Usage: demo-settings.sh CONFIG_DIR BASE_URL
set -euo pipefail
config_dir=$1
base_url=$2

account() { # id provider label threshold
    cat <<JSON
    { "id": "$1", "provider": "$2", "label": "$3", "baseUrl": "$base_url",
      "key": { "from": "env", "name": "DEMO_KEY_$4" }, "lowBelow": "$5", "refreshEverySecs": 2, "enabled": true }
JSON
}

mkdir -p "$config_dir"
{
    echo '{ "version": 1, "accounts": ['
    account demo-sunoapi sunoapi "sunoapi.org" SUNOAPI 100 && echo ','
    account demo-kie kie "kie.ai" KIE 30 && echo ','
    account demo-ai-music-api ai-music-api "AI Music API" AI_MUSIC_API 100 && echo ','
    account demo-openrouter openrouter "OpenRouter" OPENROUTER 10 && echo ','
    account demo-evolink evolink "Evolink" EVOLINK 300
    echo '], "general": {} }'
} >"$config_dir/settings.json"
