"""Where the bytes of attached files lie: a folder of the installation, or a store that speaks S3."""

from typing import Any

from leadwright.config import environment

FOLDER = "leadwright.files.store.Folder"
S3 = "storages.backends.s3.S3Storage"


def file_storage() -> dict[str, Any]:
    """Return the storage of Django: its class with its options."""
    bucket = environment.read("LEADWRIGHT_BUCKET")
    if not bucket:
        return {
            "BACKEND": FOLDER,
            "OPTIONS": {"file_permissions_mode": 0o600, "directory_permissions_mode": 0o700},
        }
    return {
        "BACKEND": S3,
        "OPTIONS": {
            "bucket_name": bucket,
            "endpoint_url": environment.read("LEADWRIGHT_BUCKET_ENDPOINT") or None,
            "region_name": environment.read("LEADWRIGHT_BUCKET_REGION") or None,
            "access_key": environment.read("LEADWRIGHT_BUCKET_ACCESS_KEY") or None,
            "secret_key": environment.read("LEADWRIGHT_BUCKET_SECRET_KEY") or None,
            # Nothing in it is public, and no body is ever written over another one.
            "default_acl": None,
            "file_overwrite": False,
        },
    }
