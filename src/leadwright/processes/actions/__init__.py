"""The verbs of processes on leads."""

from leadwright.processes.actions.migrating import migrate
from leadwright.processes.actions.moving import move
from leadwright.processes.actions.posting import post

__all__ = ["migrate", "move", "post"]
