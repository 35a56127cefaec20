"""One server for an institute, also where two machines share its database."""

import pytest

from cadence.errors import StoreError
from cadence.store import Store


@pytest.mark.postgres
@pytest.mark.parametrize("backend", ["postgresql"])
def test_a_second_server_of_a_shared_database_is_refused_until_the_first_has_ended(url: str) -> None:
    with Store.open(url) as here, Store.open(url) as there:
        with here.served_alone():
            with pytest.raises(StoreError, match="served already, from another folder or another machine"):
                there.served_alone().__enter__()
            with Store.open(url, "another") as other, other.served_alone():
                pass  # another institute in the same database
        with there.served_alone():
            pass


@pytest.mark.parametrize("backend", ["sqlite"])
def test_a_file_is_kept_to_one_server_by_its_folder(url: str) -> None:
    with Store.open(url) as here, Store.open(url) as there:
        with here.served_alone(), there.served_alone():
            pass
