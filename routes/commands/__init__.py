"""What can be done from the command line: `flask <command>`, one file each."""

from routes.commands.audio import audio
from routes.commands.budget import budget
from routes.commands.call import call
from routes.commands.calls import calls
from routes.commands.check import check
from routes.commands.destinations import destinations
from routes.commands.doctor import doctor
from routes.commands.fallback import fallback
from routes.commands.language import language
from routes.commands.languages import languages
from routes.commands.number import number
from routes.commands.rehearse import rehearse
from routes.commands.script import script
from routes.commands.serve import serve
from routes.commands.staff import staff
from routes.commands.stats import stats
from routes.commands.tree import tree

all_commands = (
    audio,
    budget,
    call,
    calls,
    check,
    destinations,
    doctor,
    fallback,
    language,
    languages,
    number,
    rehearse,
    script,
    serve,
    staff,
    stats,
    tree,
)
