"""The whole portfolio is downloaded and read from the disk, and the page inside says whether it is what was signed."""

import zipfile
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.conftest import Windows
from tests.browser.words import Words

pytestmark = pytest.mark.browser

LEARNER = "catrin@cwmafon.example.org"
