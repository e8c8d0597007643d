"""Series that were stored, for an explorer to choose from: Python's side of ``front/network.js``."""

from typing import NamedTuple

import numpy as np


class Stored(NamedTuple):
    """A table of series: ``rows`` maps the options of the sliders, joined by "|", to series by name.

    It stands in an explorer where a ``Network`` stands, and provides series like one.
    """

    sliders: tuple[str, ...]
    rows: dict[str, dict[str, np.ndarray]]

    def run(self, values: dict, wanted: list[str]) -> dict[str, np.ndarray]:
        """Return the wanted series for these slider values.

        Raises
        ------
        ValueError
            If nothing is stored for the values, or under a wanted name.
        """
        key = "|".join(values[slider] for slider in self.sliders)
        if key not in self.rows:
            raise ValueError(
                f"{' and '.join(self.sliders)} are {key!r}; stored are {[*self.rows]}"
            )
        if unknown := set(wanted) - set(self.rows[key]):
            raise ValueError(
                f"wanted holds {sorted(unknown)}; stored are {sorted(self.rows[key])}"
            )
        return {name: self.rows[key][name] for name in wanted}

    def cells(self, sliders: dict) -> list:
        """Return no cells: nothing is computed."""
        return []

    def steps(self, wanted: list[str]) -> list:
        """Return no formulas: nothing is computed."""
        return []

    def spec(self) -> dict:
        """Return the table as plain data for the page; nan becomes null."""
        plain = {
            key: {
                name: [None if np.isnan(v) else float(v) for v in series]
                for name, series in row.items()
            }
            for key, row in self.rows.items()
        }
        return {"sliders": self.sliders, "rows": plain}


def curves(stored: dict, names: dict[str, str], slider: str) -> Stored:
    """Return the learning curves of a stored sweep, to be chosen by ``lag`` and another slider.

    Parameters
    ----------
    stored : dict
        What ``sweep.load`` returned.
    names : dict of str to str
        The slider's options, and the network that each stands for.

    Returns
    -------
    Stored
        Of each choice "score-0", "score-1", … and "reach-0", …: a seed's scores and long-range
        parts at the evaluations, nan after the run's end; "solved": how many runs solved the task;
        "left": the geometric mean of the long-range parts at the runs' ends.
    """
    settings, rows = stored["settings"], {}
    points = settings["steps"] // settings["every"] + 1
    for lag in lags(stored):
        for option, name in names.items():
            runs = [
                run
                for run in stored["runs"]
                if (run["name"], run["T"]) == (name, int(lag))
            ]
            row = {
                "solved": np.array([float(sum(run["solved"] for run in runs))])
            }
            row["left"] = np.array(
                [
                    np.exp(
                        np.mean(
                            [np.log(run["records"][-1].reach) for run in runs]
                        )
                    )
                ]
            )
            for run in runs:
                for field in ("score", "reach"):
                    found = [
                        getattr(record, field) for record in run["records"]
                    ]
                    row[f"{field}-{run['seed']}"] = np.array(
                        found + [np.nan] * (points - len(found))
                    )
            rows[f"{lag}|{option}"] = row
    return Stored(("lag", slider), rows)


def lags(stored: dict) -> list[str]:
    """Return the lags of a stored sweep, in rising order, as options of a slider."""
    return [str(T) for T in sorted({run["T"] for run in stored["runs"]})]
